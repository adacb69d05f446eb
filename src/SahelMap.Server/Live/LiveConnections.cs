using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace SahelMap.Server.Live;

/// <summary>
/// Sends to everybody without waiting for anybody. SignalR's own manager returns when the slowest client has taken the message,
/// which would let one bad line hold up the feed. Here what a client has not taken waits for it alone; one that falls
/// <see cref="LiveOptions.ClientBacklog"/> messages behind is cut off, reconnects and resumes.
/// </summary>
public sealed class LiveConnections(
    ILogger<DefaultHubLifetimeManager<LiveHub>> managerLogger, ILogger<LiveConnections> logger, IOptions<LiveOptions> options)
    : DefaultHubLifetimeManager<LiveHub>(managerLogger)
{
    private readonly ConcurrentDictionary<string, Recipient> _recipients = new();

    /// <summary>How many clients are connected.</summary>
    public int Count => _recipients.Count;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        // From here on every push reaches this client; it can call Resume only later. See ResumeAnswers.
        _recipients[connection.ConnectionId] = new(connection, options.Value.ClientBacklog, logger);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _recipients.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        // Serialised once per protocol, whoever and how many receive it.
        var message = new SerializedHubMessage(new InvocationMessage(methodName, args));
        foreach (var (_, recipient) in _recipients) recipient.Send(message);
        return Task.CompletedTask;
    }

    private sealed class Recipient(HubConnectionContext connection, int backlog, ILogger logger)
    {
        private int _waiting;

        public void Send(SerializedHubMessage message)
        {
            if (connection.ConnectionAborted.IsCancellationRequested) return;
            // The connection writes in the order in which it was asked to.
            var write = connection.WriteAsync(message, CancellationToken.None);
            if (write.IsCompletedSuccessfully) return;
            if (Interlocked.Increment(ref _waiting) > backlog)
            {
                logger.LogInformation("Connection {Id} is {Backlog} messages behind and was cut off; it can resume.", connection.ConnectionId, backlog);
                connection.Abort();
            }
            _ = WaitAsync(write);
        }

        private async Task WaitAsync(ValueTask write)
        {
            try
            {
                await write;
            }
            catch (Exception e) // the connection broke, or a message cannot be serialised
            {
                logger.LogDebug(e, "A message to connection {Id} was not sent.", connection.ConnectionId);
            }
            Interlocked.Decrement(ref _waiting);
        }
    }
}
