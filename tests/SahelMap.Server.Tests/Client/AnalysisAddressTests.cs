using System.Globalization;
using SahelMap.Client.Analysis;
using SahelMap.Contracts;
using Xunit;

namespace SahelMap.Server.Tests.Client;

/// <summary>The choices of the analysis panel in a link.</summary>
public sealed class AnalysisAddressTests
{
    [Fact]
    public void What_is_at_its_default_is_left_out() =>
        Assert.Equal("exposure;countries:ML;days:2014-08-01,2020-12-31", AnalysisAddress.Write("exposure", new() { First = "2014-08-01", Last = "2020-12-31" }));

    [Fact]
    public void What_was_written_is_read_back()
    {
        AnalysisForm form = new()
        {
            Where = Whereabouts.Regions,
            First = "2013-07-01",
            Last = "2023-12-31",
            Outcome = Outcome.CivilianDeaths,
            Synthetic = true,
            MinDeaths = "2",
            Window = "90",
            Bin = "15",
            Draws = "50",
            Permutations = "199",
            Seed = "7",
        };
        form.Regions.UnionWith(["ML/Gao", "BF/Boucle du Mouhoun"]);
        form.Poc.Kinds.UnionWith(AnalysisForm.LocalKinds);
        form.Ct.Actors.Add("Barkhane");
        form.Types.Add(IncidentType.Battle);
        form.Sources.Add("ucdp-ged");
        var written = AnalysisAddress.Write("arrival", form);
        var (view, read) = AnalysisAddress.Read(written);
        Assert.Equal("arrival", view);
        Assert.Equal(written, AnalysisAddress.Write(view, read));
        Assert.Equal(form.ToRequest().Area.Regions, read.ToRequest().Area.Regions);
        Assert.Equal(form.ToRequest().Until, read.ToRequest().Until);
    }

    [Fact]
    public void A_drawn_polygon_comes_back_closed()
    {
        AnalysisForm form = new()
        {
            Where = Whereabouts.Drawn,
            First = "2020-01-01",
            Last = "2020-12-31",
            Drawn = """{"type":"Polygon","coordinates":[[[-1.5,15.25],[0,15.25],[0,16.123456],[-1.5,15.25]]]}""",
        };
        var (_, read) = AnalysisAddress.Read(AnalysisAddress.Write("exposure", form));
        Assert.Equal("""{"type":"Polygon","coordinates":[[[-1.5,15.25],[0,15.25],[0,16.12346],[-1.5,15.25]]]}""", read.Drawn);
    }

    [Theory]
    [InlineData(280, true)]
    [InlineData(281, false)]
    public void A_drawn_area_of_many_corners_stands_in_the_link_as_long_as_it_fits(int corners, bool fits)
    {
        var ring = string.Join(',', Enumerable.Range(0, corners + 1).Select(n => string.Create(CultureInfo.InvariantCulture,
            $"[{-12.34567 + Math.Cos(2 * Math.PI * (n % corners) / corners):F5},{15.12345 + Math.Sin(2 * Math.PI * (n % corners) / corners):F5}]")));
        AnalysisForm form = new() { Where = Whereabouts.Drawn, First = "2020-01-01", Last = "2020-12-31", Drawn = $$"""{"type":"Polygon","coordinates":[[{{ring}}]]}""" };
        var written = AnalysisAddress.Write("exposure", form);
        var (_, read) = AnalysisAddress.Read(written);
        Assert.InRange(written.Length, 1, 6000); // state.ts, LONGEST_ANALYSIS
        Assert.Equal(fits ? corners + 1 : null, read.Drawn?.Split("],[").Length);
    }

    [Fact]
    public void An_area_too_large_for_a_link_is_asked_for_anew_and_not_replaced_by_another()
    {
        AnalysisForm form = new() { Where = Whereabouts.Drawn, First = "2020-01-01", Last = "2020-12-31", Drawn = """{"type":"MultiPolygon","coordinates":[]}""" };
        var (_, read) = AnalysisAddress.Read(AnalysisAddress.Write("exposure", form));
        Assert.Equal("check.drawing", read.Problems()["drawn"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("exposure;nonsense;days:later;drawn:1,2,x;ctKinds:Castle;outcome:9")]
    public void A_mangled_link_reads_as_not_said(string link)
    {
        var (_, form) = AnalysisAddress.Read(link);
        Assert.Equal(Outcome.CivilianHarm, form.Outcome);
        Assert.True(form.Ct.IsAll);
        Assert.NotEmpty(form.Problems());
    }
}
