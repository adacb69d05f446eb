namespace SahelMap.Client.I18n;

/// <summary>How this reader wants positions written: chosen once, kept in the browser.</summary>
public sealed class PositionNotation(HostPage page)
{
    private const string Name = "notation";
    private bool read;

    public Notation Current { get; private set; } = Notation.Degrees;

    public event Action? Changed;

    /// <summary>Reads what was chosen on an earlier visit.</summary>
    public async Task LoadAsync()
    {
        if (read) return;
        read = true;
        if (Enum.TryParse<Notation>(await page.ChoiceAsync(Name), out var chosen) && Enum.IsDefined(chosen)) Show(chosen);
    }

    public async Task ChooseAsync(Notation notation)
    {
        read = true;
        Show(notation);
        await page.ChooseAsync(Name, notation.ToString());
    }

    private void Show(Notation notation)
    {
        if (notation == Current) return;
        Current = notation;
        Changed?.Invoke();
    }
}
