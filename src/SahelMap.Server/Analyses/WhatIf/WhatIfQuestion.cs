using System.Text.Json;
using NetTopologySuite.Geometries;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses.WhatIf;

/// <summary>A planned area and period.</summary>
/// <param name="Area">Valid, WGS 84.</param>
/// <param name="Until">First day outside; null: open.</param>
/// <param name="Synthetic">Whether synthetic records count.</param>
public sealed record WhatIfQuestion(Geometry Area, DateOnly From, DateOnly? Until, bool Synthetic)
{
    public static Reading<WhatIfQuestion> Read(JsonElement body)
    {
        List<FieldError> errors = [];
        if (body.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(body), "an object with area and from")]);
        var q = new FieldReader(body, "", errors);
        var from = q.RequiredDay("from");
        var until = q.Day("until");
        if (errors.Count == 0 && until <= from) q.Refuse("until", "a day after from, or null while it is open: until is the first day outside");
        var synthetic = q.YesNo("synthetic", otherwise: true);
        Geometry? area = null;
        if (q.Find("area") is { } drawn) area = StudyQuestion.Drawn(drawn, "area", errors);
        else q.Refuse("area", "a Polygon or MultiPolygon");
        q.RefuseOthers();
        return errors.Count == 0 ? new(new(area!, from, until, synthetic), errors) : new(null, errors);
    }
}
