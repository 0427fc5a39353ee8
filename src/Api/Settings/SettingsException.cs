namespace GptMessenger.Api.Settings;

/// <summary>The configuration is wrong: one line for each variable, saying what it should be. Never holds a secret.</summary>
internal sealed class SettingsException(string message) : Exception(message);
