namespace GptMessenger.Application.Conversations;

/// <summary>The store cannot be reached or refuses. Nothing is known to be stored; trying again later may work.</summary>
public class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Another node has taken the conversation's turn over, so what this one knows of it is the past: forget the desk, do nothing more.</summary>
public sealed class TurnTakenOverException(string conversation) : StoreUnavailableException($"The turn of {conversation} is in the hands of another node.");

/// <summary>Another writer was faster.</summary>
public sealed class ConversationChangedException(string key) : Exception($"{key} was changed by another writer in between.")
{
    public string Key { get; } = key;
}

/// <summary>A file in the store is not what it should be. It is left as it is, for a person to look at.</summary>
public sealed class UnreadableFileException(string key, string reason)
    : Exception($"{key} cannot be read: {reason} The file was left as it is; mend or move it, then the conversation goes on.")
{
    public string Key { get; } = key;
}
