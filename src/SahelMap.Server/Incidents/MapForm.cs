using System.Text.Encodings.Web;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SahelMap.Server.Incidents;

/// <summary>
/// The form for a map that holds a million incidents: at most 24 bytes each before compression. In place of the UUID the key (GET
/// /api/incidents/{key} gives the record), coordinates as float32 (0.2 m at these longitudes), and what few combinations occur of
/// as a code into a dictionary of JSON arrays: kind [type, datePrecision, geoPrecision, dataset, synthetic, countedElsewhere, days],
/// place [country, admin1], toll [deathsBest, civilianDeaths, peacekeeperDeaths]. "until" is "from" and days.
/// </summary>
internal sealed class MapForm : IArrowForm
{
    private readonly ArrowNumbers<int> _key = new("key", Int32Type.Default), _from = new("from", Date32Type.Default);
    private readonly ArrowNumbers<float> _lon = new("lon", FloatType.Default), _lat = new("lat", FloatType.Default);
    private readonly ArrowWords<IncidentKind> _kind;
    private readonly ArrowWords<IncidentPlace> _place;
    private readonly ArrowWords<IncidentToll> _toll;
    private readonly ArrowWords<string> _actors;
    private readonly BooleanArray.Builder? _removed;

    public MapForm(ArrowValues values, bool withRemoved)
    {
        _kind = new("kind", values.Kinds, k => Json(k.Type, k.DatePrecision, k.GeoPrecision, k.Dataset, k.Synthetic, k.CountedElsewhere, k.Days));
        _place = new("place", values.Places, p => Json(p.Country, p.Admin1));
        _toll = new("toll", values.Tolls, t => Json(t.Deaths, t.Civilians, t.Peacekeepers));
        _actors = new("actors", values.Actors, a => a);
        _removed = withRemoved ? new() : null;
    }

    // Names stay readable; this is no HTML page.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Json(params object?[] values) => JsonSerializer.Serialize(values, Plain);

    public IEnumerable<Field> Fields =>
    [
        _key.Field, _lon.Field, _lat.Field, _from.Field, _kind.Field, _place.Field, _toll.Field, _actors.Field,
        .. _removed is null ? System.Array.Empty<Field>() : [new Field("removed", BooleanType.Default, nullable: false)],
    ];

    public void Add(in ArrowRow row)
    {
        _key.Add(row.Key);
        _lon.Add((float)row.Lon);
        _lat.Add((float)row.Lat);
        _from.Add(row.From);
        _kind.Add(row.Kind);
        _place.Add(row.Place);
        _toll.Add(row.Toll);
        _actors.Add(row.Actors);
        _removed?.Append(row.Removed);
    }

    public IEnumerable<IArrowArray> Take(int rows)
    {
        List<IArrowArray> columns = [_key.Take(rows), _lon.Take(rows), _lat.Take(rows), _from.Take(rows), _kind.Take(), _place.Take(), _toll.Take(), _actors.Take()];
        if (_removed is not null)
        {
            columns.Add(_removed.Build());
            _removed.Clear();
        }
        return columns;
    }
}
