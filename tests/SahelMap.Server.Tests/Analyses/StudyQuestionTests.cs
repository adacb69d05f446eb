using System.Net;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>A wrong question gets an answer that names the place, what was found and what is accepted.</summary>
public sealed class StudyQuestionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Good = """ "area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "draws": 0 """;

    [Theory]
    [InlineData("""{"from": "2019-01-01", "until": "2020-01-01"}""", "area")]
    [InlineData("""{"area": {}, "from": "2019-01-01", "until": "2020-01-01"}""", "area")]
    [InlineData("""{"area": {"countries": ["ML"], "regions": ["ML/Gao"]}, "from": "2019-01-01", "until": "2020-01-01"}""", "area")]
    [InlineData("""{"area": {"countries": ["XX"]}, "from": "2019-01-01", "until": "2020-01-01"}""", "area.countries[0]")]
    [InlineData("""{"area": {"regions": ["ML/Gaoo"]}, "from": "2019-01-01", "until": "2020-01-01"}""", "area.regions[0]")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2020-01-01", "until": "2020-01-01"}""", "until")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2020-02-30", "until": "2020-04-01"}""", "from")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2999-01-01", "until": "2999-04-01"}""", "from")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "outcome": "Harm"}""", "outcome")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "ct": {"kinds": ["Bases"]}}""", "ct.kinds[0]")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "ct": {"actors": ["Wagnr"]}}""", "ct.actors")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "draws": 100000}""", "draws")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "binDays": 400}""", "binDays")]
    [InlineData("""{"area": {"countries": ["ML"]}, "from": "2019-01-01", "until": "2020-01-01", "windw": 30}""", "windw")]
    public async Task A_wrong_member_is_named(string body, string place)
    {
        foreach (var analysis in new[] { "exposure", "arrival" })
        {
            var answer = await server.Client.Analyse(analysis, body);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Equal("/problems/invalid-request", answer.Type);
            var error = Assert.Single(answer.Errors);
            Assert.Equal(place, error.Place);
            Assert.NotEmpty(error.Expected);
        }
    }

    [Fact]
    public async Task A_polygon_that_crosses_itself_is_refused_with_the_place()
    {
        var answer = await server.Client.Analyse("exposure",
            """{"area": {"drawn": {"type": "Polygon", "coordinates": [[[0,15],[2,17],[2,15],[0,17],[0,15]]]}}, "from": "2019-01-01", "until": "2020-01-01"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("area.drawn", Assert.Single(answer.Errors).Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_in_a_name_is_answered_with_the_name_that_was_meant()
    {
        var actor = await server.Client.Analyse("exposure", $$"""{ {{Good}}, "ct": {"actors": ["Wagnr"]} }""");
        var member = await server.Client.Analyse("exposure", $$"""{ {{Good}}, "outcom": "Incidents" }""");

        Assert.Contains("Wagner", Assert.Single(actor.Errors).Expected, StringComparison.Ordinal);
        Assert.Contains("outcome", Assert.Single(member.Errors).Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what-if", """{"from": "2019-01-01"}""", "area")]
    [InlineData("what-if", """{"area": {"type": "Point", "coordinates": [0, 15]}, "from": "2019-01-01"}""", "area.type")]
    [InlineData("what-if", """{"area": {"type": "Polygon", "coordinates": [[[0,15],[1,15],[1,16],[0,15]]]}, "from": "2020-01-01", "until": "2019-01-01"}""", "until")]
    [InlineData("overlap", """{"a": {}}""", "b")]
    [InlineData("overlap", """{"a": {"role": "CTX"}, "b": {}}""", "a.role")]
    [InlineData("overlap", """{"a": {"actors": ["Barkane"]}, "b": {}}""", "a.actors")]
    public async Task Wrong_questions_to_the_other_analyses_are_named_too(string analysis, string body, string place)
    {
        var answer = await server.Client.Analyse(analysis, body);

        Assert.Equal("/problems/invalid-request", answer.Type);
        Assert.Equal(place, Assert.Single(answer.Errors).Place);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_and_a_body_of_another_type_are_told_apart()
    {
        Assert.Equal("/problems/malformed-json", (await server.Client.Analyse("exposure", "{")).Type);
        Assert.Equal("/problems/unsupported-media-type", (await Api.Api.Call(server.Client, HttpMethod.Post, "api/analyses/exposure", "area=ML", "application/x-www-form-urlencoded")).Type);
    }
}
