namespace SahelMap.Server.Filtering;

/// <summary>The name that somebody may have meant.</summary>
public static class NearestName
{
    /// <summary>The candidate nearest to what was typed by edit distance, case apart; null where none is near.</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        if (typed.Length is 0 or > 100) return null;
        string? best = null;
        var bestDistance = (typed.Length <= 2 ? 0 : (typed.Length + 2) / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Edits(typed.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance >= bestDistance) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    private static int Edits(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
