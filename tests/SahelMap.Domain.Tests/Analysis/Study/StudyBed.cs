using NetTopologySuite.Geometries;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Tests.Analysis.Study;

/// <summary>Small studies: an area of four boxes in a row, each one degree wide, and days of 2020.</summary>
internal static class StudyBed
{
    public static readonly Geometry Area = Shapes.Box(0, 15, 4, 16);

    /// <summary>The ground of one of the boxes.</summary>
    public static readonly double BoxKm2 = EqualArea.Measure(Shapes.Box(0, 15, 1, 16)).Value;

    public static readonly int From = Day("2020-01-01"), Until = Day("2021-01-01");

    public static int Day(string iso) => Shapes.Day(iso).DayNumber;

    public static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    public static StudyZone Poc(int id, double west, double east, string days) => Zone(id, "MINUSMA", ZoneSide.Poc, west, east, days);

    public static StudyZone Ct(int id, double west, double east, string days, string actor = "Barkhane") => Zone(id, actor, ZoneSide.Ct, west, east, days);

    public static StudyIncident Incident(
        int id, double lon, string day, StudyAttribution attribution = StudyAttribution.ArmedGroups, double weight = 1, bool peacekeepers = false, PlaceSpread? spread = null) =>
        new(Id(id), lon, 15.5, DayRange.Exactly(Day(day)), weight, attribution, peacekeepers, spread);

    private static StudyZone Zone(int id, string actor, ZoneSide side, double west, double east, string days)
    {
        var span = Shapes.Span(days);
        return new(Id(id), actor, side, [Shapes.Box(west, 15, east, 16)], DayRange.Exactly(span.From.DayNumber), span.Until is { } until ? DayRange.Exactly(until.DayNumber) : null);
    }
}
