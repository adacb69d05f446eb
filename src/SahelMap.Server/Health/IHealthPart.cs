namespace SahelMap.Server.Health;

/// <summary>Something that must be there before this server should be sent requests, such as the read model. Registered as a singleton.</summary>
public interface IHealthPart
{
    /// <summary>Its member in <c>/health/ready</c>, in camel case.</summary>
    string Name { get; }

    /// <summary>null when it is ready; otherwise what is being waited for, in words.</summary>
    string? WaitingFor { get; }
}
