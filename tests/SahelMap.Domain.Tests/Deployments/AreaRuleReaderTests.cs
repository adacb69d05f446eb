using SahelMap.Domain.Deployments;

namespace SahelMap.Domain.Tests.Deployments;

public sealed class AreaRuleReaderTests
{
    [Theory]
    [InlineData(null, "rule.kind")]
    [InlineData("Circle", "rule.kind")]
    [InlineData("Regions", "rule.regions")]
    [InlineData("Countries", "rule.countries")]
    [InlineData("Border", "rule.between")]
    [InlineData("Radius", "rule.lon")]
    public void What_is_missing_is_named(string? kind, string place)
    {
        Assert.False(AreaRuleReader.TryRead(kind, null, null, null, null, null, null, null, out var rule, out var rejected));
        Assert.Null(rule);
        Assert.Equal(place, rejected.Place);
    }

    [Fact]
    public void Each_number_that_a_radius_lacks_is_named()
    {
        Assert.False(AreaRuleReader.TryRead("Radius", null, null, null, null, 1, null, 5, out _, out var rejected));
        Assert.Equal("rule.lat", rejected.Place);
        Assert.False(AreaRuleReader.TryRead("Radius", null, null, null, null, 1, 15, null, out _, out rejected));
        Assert.Equal("rule.km", rejected.Place);
    }

    [Fact]
    public void Three_countries_are_no_pair()
    {
        Assert.False(AreaRuleReader.TryRead("Border", null, null, [["ML", "NE"], ["ML", "NE", "BF"]], null, null, null, 50, out _, out var rejected));
        Assert.Equal(new AreaRejected("rule.between[1]", "[ML, NE, BF]", "two country codes"), rejected);
    }

    [Fact]
    public void Every_kind_is_read()
    {
        Assert.Equal(["ML/Gao"], Assert.IsType<RegionsRule>(Read("Regions")).Regions);
        Assert.Equal(["ML"], Assert.IsType<CountriesRule>(Read("Countries")).Countries);
        var border = Assert.IsType<BorderRule>(Read("Border"));
        Assert.Equal([new CountryPair("ML", "NE")], border.Between);
        Assert.Equal((50, "ML"), (border.Km, Assert.Single(border.Within!)));
        Assert.Equal(new RadiusRule(-3, 16.7, 50), Read("Radius"));
        Assert.Equal(new DrawnRule(), Read("Drawn"));
    }

    private static AreaRule Read(string kind)
    {
        Assert.True(AreaRuleReader.TryRead(kind, ["ML/Gao"], ["ML"], [["ML", "NE"]], ["ML"], -3, 16.7, 50, out var rule, out var rejected));
        Assert.Null(rejected);
        return rule;
    }
}
