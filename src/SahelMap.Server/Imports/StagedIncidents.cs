using Npgsql;

namespace SahelMap.Server.Imports;

/// <summary>Incidents on their way in; those without country or region take them from the basemap here, in memory, faster than the trigger does.</summary>
public sealed class StagedIncidents(NpgsqlConnection connection, Placer placer) : Staging<IncidentDraft>(connection)
{
    protected override string Layer => "incidents";
    protected override string Table => "staged_incident";

    protected override IReadOnlyList<string> Columns { get; } =
    [
        "dataset", "dataset_key", "title", "title_fr", "type", "category", "from_day", "until_day", "date_precision", "geo_precision",
        "lon", "lat", "place", "country", "admin1", "side_a", "side_b", "actors", "attributed_by", "deaths_low", "deaths_best", "deaths_high",
        "civilian_deaths_low", "civilian_deaths", "civilian_deaths_high", "peacekeeper_deaths", "counted_elsewhere", "forces_involved",
        "narrative", "narrative_fr", "original", "synthetic", "source", "basis", "confidence", "accuracy", "verified", "notes", "entered_by",
    ];

    protected override void Write(BinaryCopy row, IncidentDraft draft, int source)
    {
        var f = draft.Facts;
        var (country, admin1) = placer.Place(draft.Lon, draft.Lat, f.Country, f.Admin1);
        row.Text(draft.Dataset);
        row.Text(draft.Key);
        row.Text(f.Title);
        row.Text(f.TitleFr);
        row.Text(EnumText.Of(f.Type));
        row.Text(f.Category);
        row.Date(f.From);
        row.Date(f.Until);
        row.Text(EnumText.Of(f.DatePrecision));
        row.Text(EnumText.Of(f.GeoPrecision));
        row.Double(draft.Lon);
        row.Double(draft.Lat);
        row.Text(f.Place);
        row.Text(country);
        row.Text(admin1);
        row.Text(f.SideA);
        row.Text(f.SideB);
        row.Texts(f.Actors);
        row.Text(f.AttributedBy);
        row.Integer(f.DeathsLow);
        row.Integer(f.DeathsBest);
        row.Integer(f.DeathsHigh);
        row.Integer(f.CivilianDeathsLow);
        row.Integer(f.CivilianDeaths);
        row.Integer(f.CivilianDeathsHigh);
        row.Integer(f.PeacekeeperDeaths);
        row.Boolean(f.CountedElsewhere);
        row.Text(f.ForcesInvolved);
        row.Text(f.Narrative);
        row.Text(f.NarrativeFr);
        row.Jsonb(draft.Original);
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
