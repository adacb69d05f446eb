using System.Text.Json;
using SahelMap.Contracts;
using SahelMap.Server.Analyses.Studies;
using SahelMap.Server.Records;

namespace SahelMap.Server.Analyses.SetOverlaps;

/// <summary>Reads an <see cref="OverlapRequest"/> from a body, and says what is wrong with it.</summary>
public static class SetOverlapQuestion
{
    public static Reading<OverlapRequest> Read(JsonElement body)
    {
        List<FieldError> errors = [];
        if (body.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(body), "an object with a and b")]);
        var q = new FieldReader(body, "", errors);
        OverlapSide a = Side(q, "a"), b = Side(q, "b");
        DateOnly? from = q.Day("from"), until = q.Day("until");
        if (until <= from) q.Refuse("until", "a day after from: until is the first day outside");
        var request = new OverlapRequest { A = a, B = b, From = from, Until = until, Synthetic = q.YesNo("synthetic") };
        q.RefuseOthers();
        return new(errors.Count == 0 ? request : null, errors);
    }

    private static OverlapSide Side(FieldReader q, string name)
    {
        if (q.Object(name) is not { } side)
        {
            if (q.Ok) q.Refuse(name, "an object with any of role, actors and kinds; {} for all deployments");
            return new();
        }
        var read = new OverlapSide
        {
            Role = side.Find("role") is null ? null : side.Name<Norm>("role"),
            Actors = StudyQuestion.NotEmpty(side.OptionalTexts("actors")),
            Kinds = StudyQuestion.Names<DeploymentKind>(side, "kinds"),
        };
        side.RefuseOthers();
        return read;
    }
}
