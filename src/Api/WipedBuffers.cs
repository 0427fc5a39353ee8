using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace GptMessenger.Api;

/// <summary>
/// The web server's buffers are overwritten when they are given back: what a customer wrote, and the name of one who was erased, would else
/// stand in them until the next request comes to lie in the same place.
/// </summary>
internal static class WipedBuffers
{
    /// <summary>To be called once the web server is registered.</summary>
    public static void WipeBuffers(this WebApplicationBuilder builder)
    {
        var server = builder.Services.Last(service => service.ServiceType == typeof(IMemoryPoolFactory<byte>)).ImplementationFactory
            ?? throw new InvalidOperationException("The web server does not make its buffers as it used to: see how they can be overwritten now.");
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(services => new Factory((IMemoryPoolFactory<byte>)server(services)));
    }

    private sealed class Factory(IMemoryPoolFactory<byte> servers) : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool(servers.Create(options));
    }

    private sealed class Pool(MemoryPool<byte> servers) : MemoryPool<byte>
    {
        public override int MaxBufferSize => servers.MaxBufferSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Buffer(servers.Rent(minBufferSize));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                servers.Dispose();
            }
        }
    }

    private sealed class Buffer(IMemoryOwner<byte> servers) : IMemoryOwner<byte>
    {
        private IMemoryOwner<byte>? _servers = servers;

        public Memory<byte> Memory => (_servers ?? throw new ObjectDisposedException(nameof(Buffer))).Memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _servers, null) is { } own)
            {
                own.Memory.Span.Clear();
                own.Dispose();
            }
        }
    }
}
