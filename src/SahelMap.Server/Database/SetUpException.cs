namespace SahelMap.Server.Database;

/// <summary>Something outside the program is not as it must be. The message says what, and what to do; it is shown as it is, without a stack trace.</summary>
public sealed class SetUpException : Exception
{
    public SetUpException(string message) : base(message) { }
    public SetUpException(string message, Exception inner) : base(message, inner) { }
    public SetUpException() { }
}
