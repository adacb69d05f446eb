using SahelMap.Client.Api;
using SahelMap.Client.Details;
using SahelMap.Client.I18n;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>What was asked, as a reader would say it.</summary>
public sealed class QuestionInWords(Text text, Catalog catalog)
{
    /// <summary>"Violence against civilians · Mali · 1 Aug 2014 – 31 Dec 2020 · PoC: all · CT: Barkhane".</summary>
    public string Question(AnalysisForm form) => form.Problems().Count > 0 ? text["analysis.outcome." + form.Outcome] : Question(form.ToRequest());

    public string Question(AnalysisRequest request)
    {
        List<string> parts =
        [
            text["analysis.outcome." + request.Outcome],
            Area(request.Area),
            text.ShortDays(request.From, request.Until),
            $"{text["norm.short.PoC"]}{Colon}{Side(request.Poc)}",
            $"{text["norm.short.CT"]}{Colon}{Side(request.Ct)}",
        ];
        if (request.Types is { Count: > 0 } types) parts.Add(string.Join(", ", types.Select(t => text["type." + t])));
        if (request.Sources is { Count: > 0 } sources) parts.Add(string.Join(", ", sources.Select(s => text.Or("dataSet." + s, s))));
        if (request.MinDeaths is { } least and > 0) parts.Add($"{text["filters.minDeaths"]} {text.Number(least)}");
        if (request.Synthetic) parts.Add(text["analysis.withSynthetic"]);
        return string.Join(" · ", parts);
    }

    public string Side(SideForm side) => Side(side.ToChoice());

    private string Colon => text.Language == "fr" ? "\u00a0: " : ": ";

    private string Area(StudyArea area) => area switch
    {
        { Countries: { Count: > 0 } countries } => string.Join(", ", countries.Select(text.Country)),
        { Regions: { Count: > 0 } regions } => string.Join(", ", regions.Select(catalog.RegionName)),
        _ => text["analysis.drawnArea"],
    };

    private string Side(SideChoice side)
    {
        List<string> parts = [];
        if (side.Actors is { Count: > 0 } actors) parts.Add(string.Join(", ", actors.Select(a => text.Short(catalog.Find(a), a))));
        if (side.Kinds is { Count: > 0 } kinds)
            parts.Add(kinds.ToHashSet().SetEquals(AnalysisForm.LocalKinds) ? text["analysis.localKinds"] : string.Join(", ", kinds.Select(k => text["kind." + k].ToLower(text.Culture))));
        return parts.Count == 0 ? text["analysis.all"] : string.Join("; ", parts);
    }
}
