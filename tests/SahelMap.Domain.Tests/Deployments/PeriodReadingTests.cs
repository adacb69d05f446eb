using SahelMap.Domain.Deployments;
using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests.Deployments;

public sealed class PeriodReadingTests
{
    [Theory]
    // known to the day
    [InlineData("2019-03-10/2020-06-11", BoundKnown.Day, BoundKnown.Day, "2019-03-10/2020-06-11", "2019-03-10/2020-06-11")]
    [InlineData("2019-03-10/..", BoundKnown.Day, BoundKnown.Ongoing, "2019-03-10/..", "2019-03-10/..")]
    // the month of the first day; the month of the last day, which is the day before until
    [InlineData("2019-03-10/2020-06-11", BoundKnown.Month, BoundKnown.Month, "2019-03-01/2020-07-01", "2019-03-31/2020-06-02")]
    [InlineData("2019-02-01/2021-11-01", BoundKnown.Month, BoundKnown.Month, "2019-02-01/2021-11-01", "2019-02-28/2021-10-02")]
    [InlineData("2020-02-29/2024-03-01", BoundKnown.Month, BoundKnown.Month, "2020-02-01/2024-03-01", "2020-02-29/2024-02-02")]
    [InlineData("2019-03-10/..", BoundKnown.Month, BoundKnown.Ongoing, "2019-03-01/..", "2019-03-31/..")]
    // the year likewise
    [InlineData("2018-01-01/2022-06-15", BoundKnown.Year, BoundKnown.Day, "2018-01-01/2022-06-15", "2018-12-31/2022-06-15")]
    [InlineData("2018-05-05/2022-01-01", BoundKnown.Day, BoundKnown.Year, "2018-05-05/2022-01-01", "2018-05-05/2021-01-02")]
    // seen then: it began then or earlier, it ended then or later
    [InlineData("2014-03-01/2019-10-01", BoundKnown.FirstObserved, BoundKnown.LastObserved, "2013-03-01/2020-09-30", "2014-03-01/2019-10-01")]
    // not known
    [InlineData("2015-01-01/2019-01-01", BoundKnown.Unknown, BoundKnown.Unknown, "2014-01-01/2020-01-01", "2016-01-01/2018-01-01")]
    // a bound that cannot be of that kind is taken as it stands
    [InlineData("2015-01-01/2019-01-01", BoundKnown.LastObserved, BoundKnown.FirstObserved, "2015-01-01/2019-01-01", "2015-01-01/2019-01-01")]
    [InlineData("2015-01-01/2019-01-01", BoundKnown.Ongoing, BoundKnown.Ongoing, "2015-01-01/2019-01-01", "2015-01-01/2019-01-01")]
    // no end is no end
    [InlineData("2015-01-01/..", BoundKnown.Day, BoundKnown.Unknown, "2015-01-01/..", "2015-01-01/..")]
    public void A_period_is_read_as_long_and_as_short_as_its_precision_allows(string stated, BoundKnown from, BoundKnown until, string widest, string narrowest) =>
        Assert.Equal(new PeriodReadings(Span(stated), Span(widest), Span(narrowest)), PeriodReading.Of(Span(stated), from, until));

    [Theory]
    [InlineData("2020-03-01/2020-03-20", BoundKnown.Month, BoundKnown.Month)] // it may have begun on the 31st and ended on the 1st
    [InlineData("2020-01-01/2020-12-31", BoundKnown.Year, BoundKnown.Day)]
    [InlineData("2023-10-10/2023-12-23", BoundKnown.Unknown, BoundKnown.Unknown)]
    public void A_period_that_may_have_been_over_before_it_began_has_no_narrowest_reading(string stated, BoundKnown from, BoundKnown until)
    {
        var readings = PeriodReading.Of(Span(stated), from, until);
        Assert.Null(readings.Narrowest);
        Assert.Equal(Span(stated), readings.Widest.Intersect(Span(stated)));
    }

    [Fact]
    public void One_day_in_a_month_is_the_shortest_that_a_period_within_it_can_be_read() =>
        Assert.Equal(Span("2020-03-31/2020-04-02"), PeriodReading.Of(Span("2020-03-05/2020-04-20"), BoundKnown.Month, BoundKnown.Month).Narrowest);

    [Fact]
    public void Readings_stop_at_the_first_and_the_last_day_there_is()
    {
        var readings = PeriodReading.Of(new DateSpan(DateOnly.MinValue.AddDays(3), DateOnly.MaxValue), BoundKnown.Unknown, BoundKnown.Unknown);
        Assert.Equal(new DateSpan(DateOnly.MinValue, null), readings.Widest);
    }

    [Fact]
    public void Every_reading_holds_the_next_narrower_one()
    {
        foreach (var from in Enum.GetValues<BoundKnown>())
            foreach (var until in Enum.GetValues<BoundKnown>())
                for (var days = 1; days < 900; days += 13)
                {
                    var stated = new DateSpan(Day("2019-11-17"), Day("2019-11-17").AddDays(days));
                    var readings = PeriodReading.Of(stated, from, until);
                    Assert.Equal(stated, readings.Widest.Intersect(stated));
                    if (readings.Narrowest is { } narrowest)
                        Assert.Equal(narrowest, readings.Widest.Intersect(narrowest));
                }
    }
}
