using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Contracts.Live;
using SahelMap.Server.Tests.Live;
using SahelMap.Server.Tests.Support;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>/api/overlaps, read as a client reads it.</summary>
public static class OverlapApi
{
    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    public static async Task<List<Overlap>> OverlapsAsync(this HttpClient client, string query = "") => Read(await client.JsonAsync($"api/overlaps?{query}"));

    public static List<Overlap> Read(JsonElement collection) =>
        [.. collection.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties").Deserialize(LiveJson.Default.Overlap)!)];

    /// <summary>Waits until the overlaps are of what is committed now.</summary>
    public static async Task UntilOverlapsAreCurrentAsync(this SahelMapServer server)
    {
        var position = await SampleRecords.ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state");
        await Until.TrueAsync(async () => (await server.Client.JsonAsync("api/overlaps?geometry=none&limit=1")).GetProperty("position").GetInt64() >= position,
            $"the overlaps have come to position {position}");
    }

    /// <summary>Zones of 5 to 12 corners and incidents around them, the same for the same seed.</summary>
    public static string RandomRecords(int seed, int zones, int incidents)
    {
        var random = new Random(seed);
        var sql = new System.Text.StringBuilder();
        for (var z = 0; z < zones; z++)
        {
            double lon = -5 + random.NextDouble() * 8, lat = 12 + random.NextDouble() * 6;
            var corners = random.Next(5, 13);
            var ring = Enumerable.Range(0, corners).Select(c =>
            {
                var (angle, radius) = (2 * Math.PI * c / corners, 0.2 + random.NextDouble() * 1.3);
                return string.Create(CultureInfo.InvariantCulture, $"{lon + radius * Math.Cos(angle)} {lat + radius * Math.Sin(angle)}");
            }).ToList();
            var from = new DateOnly(2013, 1, 1).AddDays(random.Next(3000));
            var until = random.Next(5) == 0 ? "" : from.AddDays(random.Next(30, 2000)).ToString("O", CultureInfo.InvariantCulture);
            var roleUntil = random.Next(6) == 0 ? from.AddDays(random.Next(0, 30)).ToString("O", CultureInfo.InvariantCulture) : null;
            sql.Append(SampleRecords.InsertDeployment(NewId(random), random.Next(2) == 0 ? "PoC" : "CT", $"POLYGON(({string.Join(',', ring)},{ring[0]}))",
                $"[{from:yyyy-MM-dd},{until})", roleUntil: roleUntil));
        }
        string[] types = ["ViolenceAgainstCivilians", "Battle", "Explosion", "Other"], countries = ["ML", "NE", "BF"], datasets = ["local", "ucdp-ged"];
        for (var i = 0; i < incidents; i++)
        {
            var from = new DateOnly(2013, 1, 1).AddDays(random.Next(4000));
            sql.Append(SampleRecords.InsertIncident(NewId(random), -6 + random.NextDouble() * 10, 11 + random.NextDouble() * 8,
                $"[{from:yyyy-MM-dd},{from.AddDays(random.Next(1, 20)):yyyy-MM-dd})",
                random.Next(4) == 0 ? null : random.Next(20), random.Next(4) == 0 ? null : random.Next(40), title: $"Incident {random.Next(100)}",
                elsewhere: random.Next(15) == 0, types[random.Next(4)], datasets[random.Next(2)], countries[random.Next(3)]));
        }
        return sql.ToString();
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public static Geometry Ground(JsonElement feature) => JsonSerializer.Deserialize<Geometry>(feature.GetProperty("geometry"), Options)!;

    private static readonly JsonSerializerOptions Options = new() { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory() } };
}
