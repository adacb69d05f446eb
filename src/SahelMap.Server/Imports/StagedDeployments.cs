using NetTopologySuite.IO;
using Npgsql;

namespace SahelMap.Server.Imports;

/// <summary>Deployments on their way in.</summary>
public sealed class StagedDeployments(NpgsqlConnection connection) : Staging<DeploymentDraft>(connection)
{
    private readonly WKBWriter _ewkb = new(ByteOrder.LittleEndian, handleSRID: true);

    protected override string Layer => "deployments";
    protected override string Table => "staged_deployment";

    protected override IReadOnlyList<string> Columns { get; } =
    [
        "dataset", "dataset_key", "actor", "name", "name_fr", "kind", "role", "from_day", "until_day", "from_precision", "until_precision",
        "role_until", "area", "area_rule", "approximate", "area_in_words", "area_note", "place", "troops", "synthetic", "source", "basis",
        "confidence", "accuracy", "verified", "notes", "entered_by",
    ];

    protected override void Write(BinaryCopy row, DeploymentDraft draft, int source)
    {
        var f = draft.Facts;
        draft.Area.SRID = 4326;
        row.Text(draft.Dataset);
        row.Text(draft.Key);
        row.Text(f.Actor);
        row.Text(f.Name);
        row.Text(f.NameFr);
        row.Text(EnumText.Of(f.Kind));
        row.Text(EnumText.Of(f.Role));
        row.Date(f.From);
        row.Date(f.Until);
        row.Text(EnumText.Of(f.FromPrecision));
        row.Text(EnumText.Of(f.UntilPrecision));
        row.Date(f.RoleUntil);
        row.Bytes(_ewkb.Write(draft.Area));
        row.Jsonb(draft.Rule);
        row.Boolean(f.Approximate);
        row.Text(f.AreaInWords);
        row.Text(f.AreaNote);
        row.Text(f.Place);
        row.Text(f.Troops);
        row.Boolean(f.Synthetic);
        row.Integer(source);
        row.Text(f.Basis);
        row.Text(EnumText.Of(f.Confidence));
        row.Text(f.Accuracy);
        row.Boolean(f.Verified);
        row.Text(f.Notes);
        row.Text(f.EnteredBy);
    }
}
