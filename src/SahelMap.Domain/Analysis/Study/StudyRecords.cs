using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>A day that is known, or only as lying between two. Day numbers; the last is included.</summary>
/// <param name="Stated">The day as the record has it.</param>
public readonly record struct DayRange(int Earliest, int Stated, int Latest)
{
    public static DayRange Exactly(int day) => new(day, day, day);

    public bool IsExact => Earliest == Latest;

    /// <summary>Any of its days, each as likely.</summary>
    internal int Draw(Random random) => IsExact ? Stated : random.Next(Earliest, Latest + 1);
}

/// <summary>A deployment in a study.</summary>
/// <param name="Shapes">Its area as stated, then other readings of it, such as other radii. Valid, polygonal, WGS 84.</param>
/// <param name="From">First day on which it serves its norm.</param>
/// <param name="Until">First day on which it no longer does; null: ongoing.</param>
public sealed record StudyZone(Guid Id, string Actor, ZoneSide Side, IReadOnlyList<Geometry> Shapes, DayRange From, DayRange? Until);

/// <summary>To whom sources attribute an incident.</summary>
public enum StudyAttribution { ArmedGroups, StateAndPartners, Several, Unknown }

/// <summary>An incident in a study.</summary>
/// <param name="Weight">What it adds to the outcome: 1, its deaths, or 0 where it is there only as an attack on peacekeepers.</param>
/// <param name="Day">The day that it counts on, the first of its period, and the days that it may have happened on.</param>
/// <param name="Spread">Where else it may have been; null: the place is exact.</param>
public readonly record struct StudyIncident(
    Guid Id, double Lon, double Lat, DayRange Day, double Weight, StudyAttribution Attribution, bool AgainstPeacekeepers, PlaceSpread? Spread)
{
    /// <summary>Its place or its day is known only roughly.</summary>
    public bool IsImprecise => Spread is not null || !Day.IsExact;
}

/// <summary>Whose presence a place and day are under. The order is that of the wire.</summary>
public enum PresenceStratum { PocOnly, CtOnly, Both, Neither }
