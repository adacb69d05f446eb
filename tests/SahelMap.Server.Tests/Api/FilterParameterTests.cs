using System.Net;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Api;

/// <summary>A wrong parameter is a 400 that names it, what came and what is accepted.</summary>
public sealed class FilterParameterTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("kind=Secktor", "kind", "Secktor", "AreaOfResponsibility")]
    [InlineData("kind=1", "kind", "1", "Sector")]
    [InlineData("role=Poc,peace", "role", "peace", "RtoP")]
    [InlineData("type=Batle", "type", "Batle", "Did you mean \"Battle\"?")]
    [InlineData("from=2022-02-30", "from", "2022-02-30", "YYYY-MM-DD")]
    [InlineData("from=01.02.2022", "from", "01.02.2022", "YYYY-MM-DD")]
    [InlineData("until=soon", "until", "soon", "YYYY-MM-DD")]
    [InlineData("from=2022-05-01&until=2022-05-01", "until", "2022-05-01", "after from, which is 2022-05-01")]
    [InlineData("bbox=1,2,3", "bbox", "1,2,3", "four numbers")]
    [InlineData("bbox=1,2,3,x", "bbox", "1,2,3,x", "four numbers")]
    [InlineData("bbox=1,2,3,NaN", "bbox", "1,2,3,NaN", "four numbers")]
    [InlineData("bbox=-190,2,3,4", "bbox", "-190,2,3,4", "-180 to 180")]
    [InlineData("bbox=1,2,3,94", "bbox", "1,2,3,94", "-90 to 90")]
    [InlineData("bbox=170,0,-170,5", "bbox", "170,0,-170,5", "crosses longitude 180")]
    [InlineData("bbox=0,5,1,5", "bbox", "0,5,1,5", "minLat less than maxLat")]
    [InlineData("country=Mali", "country", "Mali", "two letters")]
    [InlineData("country=ML,,NE", "country", "ML,,NE", "two letters")]
    [InlineData("admin1=Gao", "admin1", "Gao", "ML/Gao")]
    [InlineData("admin1=ML/Gaoo", "admin1", "ML/Gaoo", "Did you mean \"ML/Gao\"?")]
    [InlineData("minDeaths=-1", "minDeaths", "-1", "0 or more")]
    [InlineData("minDeaths=1.5", "minDeaths", "1.5", "whole number")]
    [InlineData("minDeaths=99999999999", "minDeaths", "99999999999", "whole number")]
    [InlineData("visibility=restricted", "visibility", "restricted", "need sign-in")]
    [InlineData("visibility=all", "visibility", "all", "public")]
    [InlineData("q=%20", "q", "", "1 to 200 characters")]
    [InlineData("q=%25", "q", "%", "a letter or a digit")]
    [InlineData("source=ucdp-gde", "source", "ucdp-gde", "Did you mean \"ucdp-ged\"?")]
    [InlineData("source=geodata,nobody", "source", "nobody", "the name of a data set: geodata, local")]
    [InlineData("asOf=2022-01-01", "asOf", "2022-01-01", "RFC 3339")]
    [InlineData("asOf=2022-01-01T00:00:00", "asOf", "2022-01-01T00:00:00", "with its offset")]
    [InlineData("asOf=2022-01-01T00:00:00+01:00", "asOf", "2022-01-01T00:00:00 01:00", "%2B")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf", "2999-01-01T00:00:00Z", "not in the future")]
    [InlineData("source=", "source", "", "leave source out")]
    [InlineData("actor=MINUSMA&actor=Wagner", "actor", "MINUSMA and Wagner", "separated by commas")]
    [InlineData("limit=0", "limit", "0", "1 to 10000")]
    [InlineData("limit=10001", "limit", "10001", "1 to 10000")]
    [InlineData("after=nonsense", "after", "nonsense", "next link")]
    [InlineData("count=yes", "count", "yes", "true or false")]
    public async Task A_bad_value_is_refused_by_name(string query, string parameter, string found, string expected)
    {
        foreach (var layer in (string[])["incidents", "deployments"])
        {
            var answer = await server.Client.Ask($"/api/{layer}?{query}");

            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("application/problem+json", answer.ContentType);
            Assert.Equal("/problems/bad-parameter", answer.Type);
            Assert.Equal(parameter, (string?)answer["parameter"]);
            Assert.Equal(found, (string?)answer["found"]);
            Assert.Contains(expected, answer.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("actr=Wagner", "actr", "Did you mean \"actor\"?")]
    [InlineData("mindeath=3", "mindeath", "Did you mean \"minDeaths\"?")]
    [InlineData("zzzzzz=1", "zzzzzz", "Accepted: actor, kind, role")]
    public async Task An_unknown_parameter_is_refused_and_the_nearest_named(string query, string parameter, string says)
    {
        var answer = await server.Client.Ask($"/api/incidents?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("/problems/unknown-parameter", answer.Type);
        Assert.Equal(parameter, (string?)answer["parameter"]);
        Assert.Contains(says, answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/incidents")]
    [InlineData("/api/deployments")]
    [InlineData("/api/mandates")]
    public async Task A_mistyped_actor_does_not_read_as_no_records(string path)
    {
        var answer = await server.Client.Ask($"{path}?actor=MINUSMA,Wagnerr");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("/problems/unknown-actor", answer.Type);
        Assert.Equal("Wagnerr", (string?)answer["found"]);
        Assert.Contains("Did you mean \"Wagner\"?", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_that_was_entered_a_moment_ago_can_be_filtered_by()
    {
        await server.Client.Ask("/api/incidents?actor=Wagner&limit=1");
        await server.DataSource.Run("""
            INSERT INTO actor (code, name, short_name, kind, source, basis, confidence, verified, entered_by)
            SELECT 'Newcomer', 'Newcomer', 'Newcomer', 'HostState', id, 'retrieved', 'high', true, 'psql' FROM source LIMIT 1
            """);

        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask("/api/incidents?actor=Newcomer")).Status);
        Assert.Equal(HttpStatusCode.Created, (await server.Client.Create("/api/deployments", Api.Deployment("""{"actor": "Newcomer"}"""))).Status);
    }

    [Fact]
    public async Task An_actor_that_was_deleted_can_still_be_asked_for_in_the_past_and_no_record_can_name_it()
    {
        await server.DataSource.Run("""
            INSERT INTO actor (code, name, short_name, kind, source, basis, confidence, verified, entered_by)
            SELECT 'Gone', 'Gone', 'Gone', 'HostState', id, 'retrieved', 'high', true, 'psql' FROM source LIMIT 1;
            DELETE FROM actor WHERE code = 'Gone'
            """);

        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask("/api/incidents?actor=Gone")).Status);
        var answer = await server.Client.Create("/api/incidents", Api.Incident("""{"actors": ["Gone"]}"""));
        Assert.Equal("properties.actors[0]", Assert.Single(answer.Errors).Place);
    }

    [Theory]
    [InlineData("?actor=Wagner")]
    [InlineData("?limit=5")]
    public async Task A_route_without_the_filter_takes_no_part_of_it(string query)
    {
        var answer = await server.Client.Ask($"/api/regions{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("/problems/unknown-parameter", answer.Type);
    }

    [Fact]
    public async Task Names_of_closed_lists_are_read_whatever_their_case()
    {
        var proper = await server.Client.Ask("/api/incidents?type=Battle,Explosion&country=ML");
        var sloppy = await server.Client.Ask("/api/incidents?type=battle,EXPLOSION&country=ml");

        Assert.NotEmpty(proper.Ids);
        Assert.Equal(proper.Ids, sloppy.Ids);
    }
}
