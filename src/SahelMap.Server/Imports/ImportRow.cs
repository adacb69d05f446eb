using NetTopologySuite.Geometries;
using SahelMap.Contracts;

namespace SahelMap.Server.Imports;

/// <summary>One row of a file. A bad row is data, not an exception: the rest of the file loads.</summary>
/// <param name="Line">The line of the file on which the row begins, from 1.</param>
public abstract record ImportRow(int Line);

public sealed record AcceptedRow(int Line, RecordDraft Record) : ImportRow(Line);

/// <param name="Field">Under the file's own name.</param>
/// <param name="Value">What is there, cut where it is long.</param>
/// <param name="Expected">What would be accepted.</param>
public sealed record RejectedRow(int Line, string Field, string Value, string Expected) : ImportRow(Line)
{
    private const int Longest = 120;

    public static RejectedRow Of(int line, string field, ReadOnlySpan<char> value, string expected) =>
        new(line, field, value.Length <= Longest ? value.ToString() : $"{value[..Longest]}…", expected);

    public override string ToString() => $"line {Line}, {Field}: found \"{Value}\"; expected {Expected}";
}

/// <summary>A good row that is not taken, because what is here is newer than the file.</summary>
public sealed record SupersededRow(int Line, string Key) : ImportRow(Line);

/// <summary>A record as a file gives it, not yet in the database.</summary>
public abstract record RecordDraft;

/// <summary>What a record that is known by its dataset and its key there has in common with the others.</summary>
/// <param name="Id">The id that the file gives; null: it follows from dataset and key (<see cref="RecordId"/>).</param>
/// <param name="Source">One object for all rows that share it, where the file says it once.</param>
public abstract record KeyedDraft(string Dataset, string Key, Guid? Id, SourceDraft Source) : RecordDraft
{
    public Guid IdOrDerived => Id ?? RecordId.For(Dataset, Key);
}

/// <param name="Lon">WGS 84 degrees.</param>
/// <param name="Lat">WGS 84 degrees.</param>
/// <param name="Facts">Everything else; its read-only members (revision, editedBy …) do not count.</param>
/// <param name="Source">As for every record.</param>
/// <param name="Original">A JSON object of what no column keeps, or null.</param>
public sealed record IncidentDraft(
    string Dataset, string Key, Guid? Id, double Lon, double Lat, IncidentProperties Facts, SourceDraft Source, string? Original)
    : KeyedDraft(Dataset, Key, Id, Source);

/// <param name="Area">Valid, WGS 84.</param>
/// <param name="Facts">As for incidents.</param>
/// <param name="Source">As for every record.</param>
/// <param name="Rule">The area's rule as stored, a JSON object.</param>
public sealed record DeploymentDraft(
    string Dataset, string Key, Guid? Id, MultiPolygon Area, DeploymentProperties Facts, SourceDraft Source, string Rule)
    : KeyedDraft(Dataset, Key, Id, Source);

/// <summary>An actor that a file brings along; made only where the database does not know its code.</summary>
public sealed record ActorDraft(Actor Actor) : RecordDraft;

/// <summary>A row of table source.</summary>
public sealed record SourceDraft(string Name, string Citation, string? Url, IReadOnlyList<string> Links, string Licence, DateOnly? Retrieved)
{
    public static SourceDraft Of(Sourced facts) =>
        new(facts.Source, facts.Citation, facts.Url, facts.Links, facts.Licence, facts.Retrieved);

    // A list equals another by its members.
    public bool Equals(SourceDraft? other) => ReferenceEquals(this, other) ||
        (other is not null && Name == other.Name && Citation == other.Citation && Url == other.Url && Licence == other.Licence
            && Retrieved == other.Retrieved && Links.SequenceEqual(other.Links));

    public override int GetHashCode() => HashCode.Combine(Name, Citation, Url, Licence, Retrieved, Links.Count);
}
