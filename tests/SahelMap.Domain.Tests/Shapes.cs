using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Tests;

/// <summary>Short ways to write geometry and days in tests.</summary>
internal static class Shapes
{
    public static Geometry Wkt(string text)
    {
        var geometry = new WKTReader().Read(text);
        return Wgs84.Factory.CreateGeometry(geometry);
    }

    public static Geometry Box(double west, double south, double east, double north) =>
        Wgs84.Factory.ToGeometry(new Envelope(west, east, south, north));

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    /// <summary>From "2013-07-01/2023-10-01" or "2021-12-01/..".</summary>
    public static DateSpan Span(string text)
    {
        var bounds = text.Split('/');
        return new DateSpan(Day(bounds[0]), bounds[1] == ".." ? null : Day(bounds[1]));
    }

    /// <summary>The same ground, whatever the order of corners.</summary>
    public static void AssertSameGround(string expectedWkt, Geometry actual) =>
        Assert.True(Wkt(expectedWkt).EqualsTopologically(actual), $"expected {expectedWkt}, got {actual.AsText()}");
}
