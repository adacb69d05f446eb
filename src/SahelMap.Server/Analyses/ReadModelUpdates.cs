using System.Threading.Channels;
using SahelMap.Server.Live;

namespace SahelMap.Server.Analyses;

/// <summary>What the change feed hands to the read model, in order. Thread-safe.</summary>
public sealed class ReadModelUpdates
{
    private readonly Channel<ReadModelUpdate> _queue = Channel.CreateUnbounded<ReadModelUpdate>(new() { SingleReader = true });
    private LogPlace? _last;
    private readonly Lock _lock = new();

    internal ChannelReader<ReadModelUpdate> Reader => _queue.Reader;

    /// <summary>How far the read model will come with what is under way.</summary>
    public LogPlace? Last { get { lock (_lock) return _last; } }

    /// <summary>These changes lead up to <paramref name="place"/>.</summary>
    public void Apply(LogPlace place, ModelRows rows) => Post(new(place, rows));

    /// <summary>Too much changed, or nothing is known of what did: read everything anew.</summary>
    public void Rebuild(LogPlace place) => Post(new(place, null));

    private void Post(ReadModelUpdate update)
    {
        lock (_lock)
        {
            _last = update.Place;
            _queue.Writer.TryWrite(update);
        }
    }
}

/// <param name="Rows">Null: read everything anew.</param>
internal sealed record ReadModelUpdate(LogPlace Place, ModelRows? Rows);
