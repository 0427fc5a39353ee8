namespace GptMessenger.Infrastructure.Tests.Servers;

/// <summary>Marks a class whose tests need a real server; they are skipped where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsServerAttribute(string? missingReason) : Attribute
{
    public string? MissingReason { get; } = missingReason;
}
