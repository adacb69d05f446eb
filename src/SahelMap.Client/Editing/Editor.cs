using System.Text.Json;
using System.Text.Json.Nodes;
using SahelMap.Client.Api;
using SahelMap.Client.Controls;
using SahelMap.Client.Map;
using Text = SahelMap.Client.I18n.Text;

namespace SahelMap.Client.Editing;

/// <summary>The one form that can be open: what is in it, what is wrong with it, and how it is saved.</summary>
public sealed class Editor(SahelApi api, MapView map, MapDrawing drawing, HostPage page, Text text, Dialogs dialogs, Notices notices)
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(12);

    private const string Area = "geometry";

    private bool warns;
    private bool draws;

    public Draft? Draft { get; private set; }

    public bool Saving { get; private set; }

    /// <summary>By field: what is wrong with it, in words.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    /// <summary>Why saving failed, where no field is to blame.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>What somebody else saved in the meantime.</summary>
    public Draft? Theirs { get; private set; }

    public event Action? Changed;

    /// <param name="kind">incident or deployment.</param>
    /// <param name="values">What is known already, by field.</param>
    public async Task NewAsync(string kind, params (string Field, string Value)[] values)
    {
        if (!await LeaveAsync()) return;
        var draft = Draft.New(kind);
        draft.SetFromOutside(values);
        await OpenAsync(draft);
        if (values.Length > 0) await TouchedAsync(null, redraw: false);
    }

    public async Task EditAsync(string kind, JsonElement feature)
    {
        if (await LeaveAsync()) await OpenAsync(Draft.Of(kind, feature));
    }

    /// <summary>Closes the form; what was typed is given up only after a yes.</summary>
    /// <returns>False when the person stays.</returns>
    public async Task<bool> LeaveAsync()
    {
        if (Draft is null) return true;
        if (Draft.IsDirty && !await dialogs.AskAsync(text["edit.leave.title"], text["edit.leave.message"], text["edit.leave.stay"], text["edit.leave.go"])) return false;
        await CloseAsync();
        return true;
    }

    /// <summary>After a change in a field: what was wrong with it is no longer said, and the page warns when it is left.</summary>
    /// <param name="field">Null: any of them.</param>
    /// <param name="redraw">Other parts of the form depend on it.</param>
    public async Task TouchedAsync(string? field, bool redraw)
    {
        if (field is not null && Errors.ContainsKey(field))
        {
            Errors = Errors.Where(e => e.Key != field).ToDictionary();
            redraw = true;
        }

        if (redraw) Changed?.Invoke();
        if (warns == (Draft is { IsDirty: true })) return;
        warns = !warns;
        await page.WarnOnLeaveAsync(warns);
    }

    public async Task SaveAsync()
    {
        if (draws) await drawing.StopAsync(accept: true);
        if (Draft is not { } draft || Saving) return;
        Errors = DraftCheck.Problems(draft).ToDictionary(p => p.Key, p => text[p.Value]);
        (Problem, Theirs) = (null, null);
        if (Errors.Count > 0)
        {
            await ShowErrorsAsync();
            return;
        }

        Saving = true;
        Changed?.Invoke();
        var path = $"api/{draft.Kind}s" + (draft.IsNew ? "" : $"/{draft.Id}");
        var answer = await api.SaveAsync(path, draft.ToFeature(), draft.IsNew ? null : draft.Revision ?? 0);
        Saving = false;
        if (answer.Problem is { } problem)
        {
            await ExplainAsync(draft, problem);
            return;
        }

        var id = answer.Value.ValueKind == JsonValueKind.Object && answer.Value.TryGetProperty("id", out var given) ? given.ToString() : draft.Id;
        notices.Say(text[draft.IsNew ? "edit.created" : "edit.saved"]);
        await CloseAsync();
        if (id is not null) await map.SelectAsync(draft.Kind, id, fly: false);
    }

    /// <summary>The other's changes go under what was typed; where both changed a field, one of them wins.</summary>
    public async Task ResolveAsync(bool keepMine)
    {
        if (Draft is null || Theirs is null) return;
        Draft.Rebase(Theirs, keepMine);
        Theirs = null;
        if (keepMine)
        {
            await SaveAsync();
            return;
        }

        await TouchedAsync(null, redraw: true);
        await page.FocusAsync("#edit-title"); // the notice that held the focus is gone
    }

    public async Task DeleteAsync()
    {
        if (Draft is not { IsNew: false, Original: { } original } draft) return;
        var name = (string?)original["properties"]?["title"] ?? (string?)original["properties"]?["name"] ?? "";
        if (!await dialogs.AskAsync(text["edit.delete.title"], text["edit.delete.message", name], text["edit.delete.keep"], text["edit.delete.go"])) return;

        Saving = true;
        Changed?.Invoke();
        var answer = await api.DeleteAsync($"api/{draft.Kind}s/{draft.Id}", draft.Revision ?? 0);
        Saving = false;
        if (answer.Problem is { } problem)
        {
            await ExplainAsync(draft, problem);
            return;
        }

        await map.ClearSelectionAsync(); // first: nobody should ask for a record that is gone
        await CloseAsync();
        notices.Say(text["edit.deleted", name], text["edit.undo"], () => RestoreAsync(draft.Kind, original), UndoFor);
    }

    /// <param name="target">geometry; or the prefix of the two fields of a point.</param>
    public async Task StartDrawingAsync(string shape, string target)
    {
        await drawing.StopAsync(accept: false);
        var before = target == Area ? Draft![Area] : "";
        draws = true;
        await drawing.StartAsync(shape, before.Length > 0 ? before : null, geometry => TakeAsync(target, geometry, before), geometry => Follow(target, geometry ?? before));
    }

    /// <summary>An area is in the form from the moment it is closed.</summary>
    private void Follow(string target, string geometry)
    {
        if (target != Area || Draft is not { } draft) return;
        draft[Area] = geometry;
        _ = TouchedAsync(Area, redraw: true);
    }

    /// <param name="before">What stood in the field of an area: giving up puts it back.</param>
    private async Task TakeAsync(string target, string? geometry, string before)
    {
        draws = false;
        if (Draft is { } draft && geometry is not null) Fill(draft, target, geometry);
        else if (Draft is { } same && target == Area) same[Area] = before;
        await TouchedAsync(target, redraw: true);
    }

    /// <param name="target">geometry; or the prefix of the two fields of a point.</param>
    private static void Fill(Draft draft, string target, string geometry)
    {
        static string Degrees(JsonNode? n) => Math.Round(n!.GetValue<double>(), 5).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (target == Area) draft[Area] = geometry; // no input shows it: the form need not be made anew
        else if (JsonNode.Parse(geometry)?["coordinates"] is JsonArray { Count: >= 2 } at)
            draft.SetFromOutside((target + "lon", Degrees(at[0])), (target + "lat", Degrees(at[1])));
    }

    private async Task RestoreAsync(string kind, JsonObject record)
    {
        var answer = await api.SaveAsync($"api/{kind}s", record, null);
        if (answer.Problem is { } problem) notices.Say(text["edit.undoFailed", text.Or("problem." + problem.Slug, problem.Title ?? "")]);
        else if ((string?)record["id"] is { } id) await map.SelectAsync(kind, id, fly: false);
    }

    private async Task ExplainAsync(Draft draft, Problem problem)
    {
        if (problem.Slug == "revision-mismatch" && await api.GetAsync($"api/{draft.Kind}s/{draft.Id}", ClientJson.Default.JsonElement) is { Problem: null } now)
        {
            Theirs = Draft.Of(draft.Kind, now.Value);
            Changed?.Invoke();
            await page.FocusAsync("#conflict");
            return;
        }

        Problem = problem;
        Errors = (problem.Errors ?? [])
            .GroupBy(e => FieldAt(draft, e.Place))
            .ToDictionary(g => g.Key, g => string.Join(" ", g.Select(e => text["check.server", e.Found, e.Expected])));
        await ShowErrorsAsync();
    }

    /// <summary>The field of the form that stands for a place on the wire.</summary>
    private static string FieldAt(Draft draft, string place)
    {
        var path = place.StartsWith("properties.", StringComparison.Ordinal) ? place["properties.".Length..] : place;
        path = path.Split('[')[0];
        var name = path switch
        {
            "until" => "last",
            "roleUntil" => "roleLast",
            "rule" => "rule.kind",
            _ when path.StartsWith("geometry", StringComparison.Ordinal) => draft.Kind == DraftField.Incident ? "lat" : "geometry",
            _ => path,
        };
        return draft.Fields.Any(f => f.Name == name) ? name : "";
    }

    private async Task ShowErrorsAsync()
    {
        Changed?.Invoke();
        await page.FocusAsync("#edit-errors");
    }

    private async Task OpenAsync(Draft draft)
    {
        (Draft, Errors, Problem, Theirs) = (draft, new Dictionary<string, string>(), null, null);
        await page.SetBodyClassAsync("editing", true);
        Changed?.Invoke();
        await map.PrepareDrawAsync();
        await page.FocusIfKeyboardAsync("#edit-title");
    }

    private async Task CloseAsync()
    {
        if (draws) await drawing.StopAsync(accept: false);
        (Draft, Errors, Problem, Theirs) = (null, new Dictionary<string, string>(), null, null);
        await page.WarnOnLeaveAsync(warns = false);
        await page.SetBodyClassAsync("editing", false);
        Changed?.Invoke();
    }
}
