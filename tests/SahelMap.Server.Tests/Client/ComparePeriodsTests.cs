using System.Globalization;
using SahelMap.Client.Map;
using SahelMap.Client.Panels;
using Xunit;

namespace SahelMap.Server.Tests.Client;

/// <summary>Which second period is set beside a first.</summary>
public sealed class ComparePeriodsTests
{
    private const string Axis = "2012-01-01..2024-01-01";

    [Theory]
    [InlineData("2019-01-01..2020-01-01", "2018-01-01..2019-01-01")]
    [InlineData("2020-02-01..2020-03-01", "2020-01-01..2020-02-01")] // a month before a month, though it has more days
    [InlineData("2019-03-10..2019-03-20", "2019-02-28..2019-03-10")]
    [InlineData("2012-01-01..2013-01-01", "2013-01-01..2014-01-01")] // nothing is recorded before: the year after
    [InlineData("2013-01-01..2022-01-01", "2022-01-01..2024-01-01")] // neither fits: the longer rest
    [InlineData("2016-01-01..2023-12-31", "2012-01-01..2016-01-01")]
    public void A_period_is_compared_with_one_that_the_records_cover(string a, string expected)
    {
        var (first, second) = ComparePeriods.Begin(Read(a), Read(Axis));
        Assert.Equal((a, expected), (ComparePeriods.Write(first), ComparePeriods.Write(second)));
    }

    [Theory]
    [InlineData(Axis, "2012-01-01..2018-01-01", "2018-01-01..2024-01-01")]
    [InlineData("2012-01-10..2024-01-01", "2012-01-10..2018-01-01", "2018-01-01..2024-01-01")]
    public void All_there_is_is_compared_by_halves(string a, string first, string second)
    {
        var (one, other) = ComparePeriods.Begin(Read(a), Read(Axis));
        Assert.Equal((first, second), (ComparePeriods.Write(one), ComparePeriods.Write(other)));
    }

    [Theory]
    [InlineData("2019-01-01..2019-01-02", "2014-06-24..2014-06-25", "2014-06-25..2014-06-26")]
    [InlineData("2019-01-01..2020-01-01", "2013-06-25..2014-06-25", "2014-06-25..2015-06-25")]
    [InlineData(Axis, "2012-06-24..2014-06-25", "2014-06-25..2016-06-25")]
    public void Before_and_after_a_mandate_are_equally_long_and_share_no_day(string a, string before, string from)
    {
        var (one, other) = ComparePeriods.Around(new DateOnly(2014, 6, 25), Read(a));
        Assert.Equal((before, from, one.Days), (ComparePeriods.Write(one), ComparePeriods.Write(other), other.Days));
    }

    [Fact]
    public void A_year_before_a_leap_day_ends_where_that_February_ended() =>
        Assert.Equal("2019-02-01..2019-03-01", ComparePeriods.Write(ComparePeriods.YearBefore(Read("2020-02-01..2020-03-01"))));

    private static DaySpan Read(string text) =>
        new(DateOnly.Parse(text[..10], CultureInfo.InvariantCulture), DateOnly.Parse(text[12..], CultureInfo.InvariantCulture));
}
