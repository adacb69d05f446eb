using Microsoft.AspNetCore.SignalR;
using SahelMap.Contracts.Live;

namespace SahelMap.Server.Live;

/// <summary>The hub at /live. Every client gets every change; writers do not talk to it, <see cref="ChangeFeed"/> does.</summary>
public sealed class LiveHub(ResumeAnswers answers) : Hub<ILiveMapClient>, ILiveMapHub
{
    public Task<ResumeAnswer> Resume(string? epoch, long? position) => answers.AfterAsync(epoch, position, Context.ConnectionAborted);
}
