using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Geodesy;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Analysis.Study;

public sealed class GroundPartitionTests
{
    private static double Km2(Geometry area) => EqualArea.Measure(area).Value;

    private static double Under(GroundPartition ground, params int[] shapes) =>
        Enumerable.Range(0, ground.Km2.Count).Where(c => ground.Covers[c].SequenceEqual(shapes)).Sum(c => ground.Km2[c]);

    [Fact]
    public void Shapes_that_miss_the_study_area_leave_it_whole()
    {
        var ground = GroundPartition.Of(Box(0, 15, 1, 16), [Box(5, 15, 6, 16)]);

        Assert.Equal(Km2(Box(0, 15, 1, 16)), Under(ground), 1e-6);
        Assert.Equal(GroundPartition.Outside, ground.CoverAt(5.5, 15.5));
    }

    [Fact]
    public void A_shape_that_reaches_beyond_the_study_area_counts_only_inside()
    {
        var ground = GroundPartition.Of(Box(0, 15, 1, 16), [Box(0.5, 14, 3, 18)]);

        Assert.Equal(Km2(Box(0.5, 15, 1, 16)), Under(ground, 0), 1e-6);
        Assert.Equal(GroundPartition.Outside, ground.CoverAt(2, 15.5));
    }

    [Fact]
    public void Ground_under_two_shapes_is_one_piece_of_its_own()
    {
        var ground = GroundPartition.Of(Box(0, 15, 4, 16), [Box(0, 15, 2, 16), Box(1, 15, 3, 16)]);

        Assert.Equal(Km2(Box(0, 15, 1, 16)), Under(ground, 0), 1e-6);
        Assert.Equal(Km2(Box(1, 15, 2, 16)), Under(ground, 0, 1), 1e-6);
        Assert.Equal(Km2(Box(2, 15, 3, 16)), Under(ground, 1), 1e-6);
        Assert.Equal(Km2(Box(3, 15, 4, 16)), Under(ground), 1e-6);
        Assert.Equal([0, 1], ground.Covers[ground.CoverAt(1.5, 15.5)]);
    }

    [Fact]
    public void The_hole_of_a_shape_is_not_under_it()
    {
        var ring = Box(0, 15, 3, 18).Difference(Box(1, 16, 2, 17));
        var ground = GroundPartition.Of(Box(0, 15, 3, 18), [ring]);

        Assert.Equal(Km2(Box(1, 16, 2, 17)), Under(ground), 1e-6);
        Assert.Empty(ground.Covers[ground.CoverAt(1.5, 16.5)]);
    }

    [Fact]
    public void A_point_on_a_shared_edge_lies_under_both_shapes()
    {
        var ground = GroundPartition.Of(Box(0, 15, 2, 16), [Box(0, 15, 1, 16), Box(1, 15, 2, 16)]);

        var onTheEdge = ground.CoverAt(1, 15.5); // a set that no ground lies under: it joins the list now

        Assert.Equal([0, 1], ground.Covers[onTheEdge]);
    }

    [Fact]
    public void The_same_shape_twice_gives_one_piece_under_both()
    {
        var ground = GroundPartition.Of(Box(0, 15, 2, 16), [Box(0, 15, 1, 16), Box(0, 15, 1, 16)]);

        Assert.Equal(Km2(Box(0, 15, 1, 16)), Under(ground, 0, 1), 1e-6);
    }

    [Fact]
    public void The_pieces_of_real_regions_circles_and_strips_add_up_to_the_country()
    {
        var mali = Basemap.Areas.Country("ML")!;
        string[] regions = ["ML/Gao", "ML/Kidal", "ML/Tombouctou", "ML/Mopti"];
        Geometry[] shapes =
        [
            .. regions.Select(r => Basemap.Areas.Region(r)!),
            .. new[] { (-0.04, 16.27), (1.41, 18.44), (-3.0, 16.77) }.SelectMany(p => new[] { 10.0, 25, 50 }.Select(km => GeodesicBuffer.AroundPoint(p.Item1, p.Item2, km))),
        ];
        var ground = GroundPartition.Of(mali, shapes);

        Assert.Equal(1, ground.TotalKm2 / Km2(mali), 1e-9);
        for (var shape = 0; shape < shapes.Length; shape++)
        {
            var inside = Enumerable.Range(0, ground.Km2.Count).Where(c => ground.Covers[c].Contains(shape)).Sum(c => ground.Km2[c]);
            var expected = Km2(OverlayNGRobust.Overlay(mali, shapes[shape], NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection));
            Assert.Equal(1, inside / expected, 1e-6);
        }
    }

    [Fact]
    public void The_raster_answers_as_the_shapes_themselves_do()
    {
        var mali = Basemap.Areas.Country("ML")!;
        Geometry[] shapes = [Basemap.Areas.Region("ML/Gao")!, GeodesicBuffer.AroundPoint(-0.04, 16.27, 50)];
        var ground = GroundPartition.Of(mali, shapes);
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            double lon = -13 + 18 * random.NextDouble(), lat = 10 + 15 * random.NextDouble();
            var point = Wgs84.Factory.CreatePoint(new Coordinate(lon, lat));
            var cover = ground.CoverAt(lon, lat);

            Assert.Equal(mali.Covers(point), cover != GroundPartition.Outside);
            if (cover != GroundPartition.Outside) Assert.Equal(shapes.Select((s, n) => (s, n)).Where(x => x.s.Covers(point)).Select(x => x.n), ground.Covers[cover]);
        }
    }
}
