namespace GptMessenger.Faults;

/// <summary>How much of everything: enough to find what is broken in a few minutes, or (<c>FAULTS=long</c>) to show how rarely anything is.</summary>
internal static class Scale
{
    public static int Of(int usual, int @long) => Environment.GetEnvironmentVariable("FAULTS") == "long" ? @long : usual;
}
