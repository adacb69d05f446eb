using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>The zones of a study and the ground cut along all their shapes. Zones are taken in the order of their ids, so that the same records give the same numbers, bit for bit.</summary>
public sealed class StudyGround
{
    /// <summary>A study holds at most so many shapes (a deployment with a radius has four).</summary>
    public const int MostShapes = 4_000;

    /// <summary>CT actors that can be told apart.</summary>
    public const int MostActors = 62;

    private readonly int[] _zoneOfShape, _variantOfShape, _actorOfZone;

    /// <exception cref="ArgumentException">There are more shapes than <see cref="MostShapes"/>, or more CT actors than <see cref="MostActors"/>.</exception>
    public StudyGround(Geometry area, IEnumerable<StudyZone> zones)
    {
        var prepared = PreparedGeometryFactory.Prepare(area);
        Zones = [.. zones.Where(z => z.Shapes.Any(prepared.Intersects)).OrderBy(z => z.Id)];
        var shapes = Zones.SelectMany((z, zone) => z.Shapes.Select((shape, variant) => (Zone: zone, Variant: variant, Shape: shape))).ToList();
        if (shapes.Count > MostShapes) throw new ArgumentException($"The study has {shapes.Count} shapes; at most {MostShapes} can be cut at once.", nameof(zones));
        CtActors = [.. Zones.Where(z => z.Side == ZoneSide.Ct).Select(z => z.Actor).Distinct().Order(StringComparer.Ordinal)];
        if (CtActors.Count > MostActors) throw new ArgumentException($"The study has {CtActors.Count} CT actors; at most {MostActors} can be told apart.", nameof(zones));
        _actorOfZone = [.. Zones.Select(z => z.Side == ZoneSide.Ct ? CtActors.ToList().IndexOf(z.Actor) : -1)];
        _zoneOfShape = [.. shapes.Select(s => s.Zone)];
        _variantOfShape = [.. shapes.Select(s => s.Variant)];
        Partition = GroundPartition.Of(area, [.. shapes.Select(s => s.Shape)]);
    }

    /// <summary>Those that reach into the study area, by any reading of their area.</summary>
    public IReadOnlyList<StudyZone> Zones { get; }

    public IReadOnlyList<string> CtActors { get; }

    public GroundPartition Partition { get; }

    internal int ZoneOf(int shape) => _zoneOfShape[shape];

    internal int VariantOf(int shape) => _variantOfShape[shape];

    /// <summary>What a zone's presence sets: the highest bit for PoC, one bit for each CT actor.</summary>
    internal ulong BitOf(int zone) => _actorOfZone[zone] < 0 ? Presence.Poc : 1UL << _actorOfZone[zone];
}

/// <summary>One reading of what is known of the zones: which shape each has, and its days.</summary>
/// <param name="Variants">By zone, the number of its shape.</param>
/// <param name="From">By zone, its first day.</param>
/// <param name="Until">By zone, its first day outside; int.MaxValue: ongoing.</param>
internal sealed record ZoneReading(int[] Variants, int[] From, int[] Until)
{
    /// <summary>As the records have it.</summary>
    public static ZoneReading Stated(IReadOnlyList<StudyZone> zones) => new(
        new int[zones.Count], [.. zones.Select(z => z.From.Stated)], [.. zones.Select(z => z.Until?.Stated ?? int.MaxValue)]);

    /// <summary>Any of what the records leave open, each as likely. A period whose drawn end is not after its drawn beginning holds no day.</summary>
    public static ZoneReading Drawn(IReadOnlyList<StudyZone> zones, Random random)
    {
        var reading = Stated(zones);
        for (var i = 0; i < zones.Count; i++)
        {
            var zone = zones[i];
            // The stated shape is the first; the others are what is drawn from.
            if (zone.Shapes.Count > 1) reading.Variants[i] = 1 + random.Next(zone.Shapes.Count - 1);
            reading.From[i] = zone.From.Draw(random);
            if (zone.Until is { } until) reading.Until[i] = until.Draw(random);
        }
        return reading;
    }
}
