// Planted: one port, an adapter in each place where the engine's memory can be.
namespace GptMessenger.Architecture.Tests.LocalDisk
{
    internal sealed class Finder : ICleanPort
    {
        public string Find(string text) => text;
    }
}

namespace GptMessenger.Architecture.Tests.Redis
{
    internal sealed class Finder : ICleanPort
    {
        public string Find(string text) => text;
    }
}

namespace GptMessenger.Architecture.Tests.Postgres
{
    internal sealed class Finder : ICleanPort
    {
        public string Find(string text) => text;
    }
}
