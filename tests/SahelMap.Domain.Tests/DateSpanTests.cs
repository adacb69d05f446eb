using static SahelMap.Domain.Tests.Shapes;

namespace SahelMap.Domain.Tests;

public sealed class DateSpanTests
{
    [Theory]
    [InlineData("2020-05-02", "2020-05-02")]
    [InlineData("2020-05-02", "2020-05-01")]
    public void A_period_without_a_day_is_refused_by_both_its_days(string from, string until)
    {
        var error = Assert.Throws<ArgumentException>(() => new DateSpan(Day(from), Day(until)));
        Assert.Contains(from, error.Message, StringComparison.Ordinal);
        Assert.Contains(until, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-01-01/2020-02-01", "2020-02-01/2020-03-01")]
    [InlineData("2020-01-01/2020-02-01", "2021-01-01/..")]
    public void Periods_that_only_follow_each_other_share_nothing(string a, string b)
    {
        Assert.Null(Span(a).Intersect(Span(b)));
        Assert.Null(Span(b).Intersect(Span(a)));
        Assert.False(Span(a).Intersects(Span(b)));
    }

    [Theory]
    [InlineData("2020-01-01/2020-02-01", "2020-01-31/2020-03-01", "2020-01-31/2020-02-01")]
    [InlineData("2020-01-01/..", "2013-01-01/2020-01-02", "2020-01-01/2020-01-02")]
    [InlineData("2020-01-01/..", "2021-01-01/..", "2021-01-01/..")]
    [InlineData("2020-01-01/2021-01-01", "2020-01-01/2021-01-01", "2020-01-01/2021-01-01")]
    public void The_shared_period_is_the_same_from_both_sides(string a, string b, string shared)
    {
        Assert.Equal(Span(shared), Span(a).Intersect(Span(b)));
        Assert.Equal(Span(shared), Span(b).Intersect(Span(a)));
    }

    [Fact]
    public void Until_is_the_first_day_outside()
    {
        var period = Span("2013-07-01/2023-10-01");
        Assert.False(period.Contains(Day("2013-06-30")));
        Assert.True(period.Contains(Day("2013-07-01")));
        Assert.True(period.Contains(Day("2023-09-30")));
        Assert.False(period.Contains(Day("2023-10-01")));
        Assert.True(Span("2013-07-01/..").Contains(DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("2024-01-01/..", "2023-12-31", 0)]
    [InlineData("2024-01-01/..", "2024-01-01", 1)]
    [InlineData("2024-01-01/..", "2024-01-10", 10)]
    [InlineData("2024-01-01/2024-01-05", "2024-01-10", 4)]
    [InlineData("2024-01-01/2024-01-05", "2024-01-02", 2)]
    [InlineData("9999-12-31/..", "9999-12-31", 1)]
    public void Days_count_up_to_and_with_today(string period, string today, int days) =>
        Assert.Equal(days, Span(period).Days(Day(today)));

    [Theory]
    [InlineData("2013-07-01/2023-10-01")]
    [InlineData("2021-12-01/..")]
    public void A_period_reads_as_iso(string text) => Assert.Equal(text, Span(text).ToString());
}
