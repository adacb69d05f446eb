using System.Text.Json;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>Reads an <see cref="AnalysisRequest"/> from a body, and says what is wrong with it. Whether its actors exist is for the caller to check.</summary>
public static class StudyQuestion
{
    public const int MostWindowDays = 1_825, MostDraws = 1_000, MostPermutations = 9_999;

    private static readonly AnalysisRequest Defaults = new() { Area = new(), From = default, Until = default };

    /// <param name="body">What came.</param>
    /// <param name="today">A period that reaches further is cut after this day: of tomorrow nothing is known.</param>
    public static Reading<AnalysisRequest> Read(JsonElement body, DateOnly today)
    {
        List<FieldError> errors = [];
        if (body.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(body), "an object with area, from and until")]);
        var q = new FieldReader(body, "", errors);
        var area = Area(q);
        DateOnly from = q.RequiredDay("from"), until = q.RequiredDay("until"), end = today.AddDays(1);
        if (errors.Count == 0 && until <= from) q.Refuse("until", "a day after from: until is the first day outside");
        else if (errors.Count == 0 && from >= end) q.Refuse("from", $"a day up to today, {today:O}");
        var window = Whole(q, "windowDays", Defaults.WindowDays, 1, MostWindowDays);
        var request = new AnalysisRequest
        {
            Area = area,
            From = from,
            Until = until < end ? until : end,
            Poc = Side(q, "poc"),
            Ct = Side(q, "ct"),
            Outcome = q.Name<Outcome>("outcome", Defaults.Outcome),
            Types = Names<IncidentType>(q, "types"),
            Sources = NotEmpty(q.OptionalTexts("sources")),
            MinDeaths = q.Count("minDeaths"),
            Synthetic = q.YesNo("synthetic"),
            WindowDays = window,
            BinDays = Whole(q, "binDays", Math.Min(Defaults.BinDays, window), 1, window),
            Draws = Whole(q, "draws", Defaults.Draws, 0, MostDraws),
            Permutations = Whole(q, "permutations", Defaults.Permutations, 99, MostPermutations),
            Seed = Whole(q, "seed", Defaults.Seed, 0, int.MaxValue),
        };
        q.RefuseOthers();
        return new(errors.Count == 0 ? request : null, errors);
    }

    /// <summary>The ground of a study area, or what is wrong with it.</summary>
    public static (Geometry? Ground, FieldError? Error) Ground(StudyArea area, IBasemapAreas basemap)
    {
        if (area.Drawn is { } drawn)
        {
            List<FieldError> errors = [];
            var geometry = Drawn(drawn, "area.drawn", errors);
            return (geometry, errors.FirstOrDefault());
        }
        var rule = area.Regions is { } regions ? (Domain.Deployments.AreaRule)new RegionsRule(regions) : new CountriesRule(area.Countries ?? []);
        return AreaRules.Build(rule, basemap) switch
        {
            AreaBuilt built => (built.Area, null),
            AreaRejected wrong => (null, new(wrong.Place.Replace("rule.", "area.", StringComparison.Ordinal), wrong.Found, wrong.Expected)),
            var other => throw new InvalidOperationException($"No reading of {other.GetType().Name}."),
        };
    }

    /// <summary>A polygon from a body, valid, or null with an error.</summary>
    public static Geometry? Drawn(JsonElement geometry, string place, List<FieldError> errors)
    {
        List<FieldError> own = [];
        using var feature = JsonDocument.Parse($$"""{"geometry":{{geometry.GetRawText()}}}""");
        var area = GeoJsonGeometry.Area(new FieldReader(feature.RootElement, "", own));
        if (area is not null && AreaValidity.Check(area) is { } defect) own.Add(new(defect.Place, defect.Found, defect.Expected));
        errors.AddRange(own.Select(e => e with { Place = e.Place.Replace("geometry", place, StringComparison.Ordinal) }));
        return own.Count == 0 ? AreaValidity.Normalise(area!) : null;
    }

    private static StudyArea Area(FieldReader q)
    {
        if (q.Object("area") is not { } area)
        {
            if (q.Ok) q.Refuse("area", "an object with one of countries, regions or drawn");
            return new();
        }
        var study = new StudyArea { Countries = area.OptionalTexts("countries"), Regions = area.OptionalTexts("regions"), Drawn = area.Find("drawn")?.Clone() };
        var given = (study.Countries is null ? 0 : 1) + (study.Regions is null ? 0 : 1) + (study.Drawn is null ? 0 : 1);
        area.RefuseOthers();
        if (q.Ok && given != 1) q.Refuse("area", "exactly one of countries, regions or drawn");
        return study;
    }

    private static SideChoice Side(FieldReader q, string name)
    {
        if (q.Object(name) is not { } side) return new();
        var choice = new SideChoice { Actors = NotEmpty(side.OptionalTexts("actors")), Kinds = Names<DeploymentKind>(side, "kinds") };
        side.RefuseOthers();
        return choice;
    }

    public static IReadOnlyList<T>? Names<T>(FieldReader reader, string name) where T : struct, Enum
    {
        if (NotEmpty(reader.OptionalTexts(name)) is not { } texts) return null;
        List<T> values = [];
        for (var i = 0; i < texts.Count; i++)
            if (WireNames.TryParse<T>(texts[i], out var value)) values.Add(value);
            else reader.Errors.Add(new($"{reader.Place(name)}[{i}]", $"\"{texts[i]}\"", $"one of {string.Join(", ", WireNames.All<T>())}"));
        return values;
    }

    /// <summary>An empty list would choose nothing; nobody means that.</summary>
    public static IReadOnlyList<string>? NotEmpty(IReadOnlyList<string>? texts) => texts is { Count: > 0 } ? texts : null;

    private static int Whole(FieldReader q, string name, int otherwise, int least, int most)
    {
        if (q.Find(name) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        q.Refuse(name, FormattableString.Invariant($"a whole number from {least} to {most}"));
        return otherwise;
    }
}
