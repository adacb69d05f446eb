using System.Text.Json.Serialization.Metadata;
using SahelMap.Client.Api;
using SahelMap.Client.Editing;
using SahelMap.Client.Map;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>The analysis that is asked for and what was answered. It outlives the panel, so that looking at another tab loses nothing.</summary>
public sealed class Analyst(SahelApi api, MapView map, TimeProvider clock) : IDisposable
{
    public static readonly IReadOnlyList<string> Views = ["exposure", "arrival", "whatIf"];

    private CancellationTokenSource? running;
    private string? told; // what this wrote into the address
    private string? seen; // what the address said last

    public AnalysisForm Form { get; private set; } = new();

    /// <summary>exposure, arrival or whatIf.</summary>
    public string View { get; private set; } = "exposure";

    public Answered<ExposureResult>? Exposure { get; private set; }
    public Answered<ArrivalResult>? Arrival { get; private set; }

    /// <summary>When the computation that is under way began; null while none is.</summary>
    public DateTimeOffset? Since { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>By field: the key of what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>The form is open; else a line says what was asked.</summary>
    public bool FormOpen { get; private set; } = true;

    public event Action? Changed;

    /// <summary>The choices of the shown analysis, as the address has them.</summary>
    public string Asked => AnalysisAddress.Write(View, Form);

    /// <summary>Follows the address and, until the reader sets a period of their own, the map's period.</summary>
    public async Task FollowAsync()
    {
        var now = map.State.Analysis;
        var changed = now != seen;
        seen = now;
        // An address from before the last press of Compute may still be on its way here: only a change counts.
        if (changed && now is { } text && text != told)
        {
            told = text;
            var (view, form) = AnalysisAddress.Read(text);
            (View, Form) = (Views.Contains(view) ? view : Views[0], form);
            if (View != "whatIf" && (View == "exposure" ? Exposure?.Asked : Arrival?.Asked) != Asked) await ComputeAsync();
            return;
        }

        if (Form.OwnPeriod || map.State.Until == default) return;
        var (first, last) = (DraftCheck.Iso(map.State.From), DraftCheck.Iso(map.State.Until.AddDays(-1)));
        if ((first, last) == (Form.First, Form.Last)) return;
        (Form.First, Form.Last) = (first, last);
        Changed?.Invoke();
    }

    public void Show(string view)
    {
        View = view;
        (Errors, Problem) = (new Dictionary<string, string>(), null);
        if (view != "whatIf") FormOpen |= view == "exposure" ? Exposure is null : Arrival is null;
        Changed?.Invoke();
    }

    public void OpenForm(bool open)
    {
        FormOpen = open;
        Changed?.Invoke();
    }

    /// <summary>After a choice: what was wrong with that field is no longer said.</summary>
    public void Touched(string field)
    {
        if (Errors.ContainsKey(field)) Errors = Errors.Where(e => e.Key != field).ToDictionary();
        Changed?.Invoke();
    }

    public async Task ComputeAsync()
    {
        Cancel();
        (Errors, Problem) = (Form.Problems(), null);
        if (Errors.Count > 0)
        {
            FormOpen = true;
            Changed?.Invoke();
            return;
        }

        Form.OwnPeriod = true;
        told = Asked;
        using var cancelling = running = new CancellationTokenSource();
        Since = clock.GetUtcNow();
        Changed?.Invoke();
        await map.PatchAsync(new() { ["panel"] = "analysis", ["analysis"] = told });
        if (View == "exposure") await AskAsync("exposure", ClientJson.Default.AnalysisAnswerExposureResult, a => Exposure = a, cancelling);
        else await AskAsync("arrival", ClientJson.Default.AnalysisAnswerArrivalResult, a => Arrival = a, cancelling);
    }

    public void Cancel()
    {
        running?.Cancel();
        running = null;
        if (Since is null) return;
        Since = null;
        Changed?.Invoke();
    }

    public void Dispose() => running?.Dispose();

    private async Task AskAsync<T>(string analysis, JsonTypeInfo<AnalysisAnswer<T>> type, Action<Answered<T>> keep, CancellationTokenSource asking)
    {
        var asked = Asked;
        var answer = await api.AskAsync($"api/analyses/{analysis}", Form.ToRequest(), ClientJson.Default.AnalysisRequest, type, asking.Token);
        if (running != asking) return; // cancelled, or asked anew
        (running, Since, Problem) = (null, null, answer.Problem);
        if (answer.Value is { } found)
        {
            keep(new(found.Value, found.Raw, asked));
            FormOpen = false;
        }
        else
        {
            FormOpen = true;
        }

        Changed?.Invoke();
    }
}

/// <param name="Raw">The answer as it came: the receipt.</param>
/// <param name="Asked">The choices that it answers, as in the address.</param>
public sealed record Answered<T>(AnalysisAnswer<T> Answer, string Raw, string Asked);
