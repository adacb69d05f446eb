namespace SahelMap.Server.Database;

/// <summary>
/// Work that must be done after the migrations and before the first request, such as loading geodata/. Steps run in the order
/// of their registration, under the migration lock (one server at a time), at every start: a step that has nothing to do returns at once.
/// </summary>
public interface IStartUpStep
{
    /// <summary>As it stands in <c>/health/ready</c> and in the log, e.g. "geodata".</summary>
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
