namespace MediatR;

/// <summary>Common root of every request.</summary>
public interface IBaseRequest;

/// <summary>A request without a response.</summary>
public interface IRequest : IBaseRequest;

/// <summary>A request that yields a <typeparamref name="TResponse"/>.</summary>
public interface IRequest<out TResponse> : IBaseRequest;

/// <summary>A request that yields a stream of <typeparamref name="TResponse"/>.</summary>
public interface IStreamRequest<out TResponse>;

/// <summary>A notification, delivered to any number of handlers.</summary>
public interface INotification;

/// <summary>The value of a request that returns nothing.</summary>
public readonly record struct Unit
{
    private static readonly Unit TheValue;

    /// <summary>The only value. MediatR binds to this exact shape (a ref readonly return).</summary>
    public static ref readonly Unit Value => ref TheValue;

    /// <summary>A completed task holding the only value.</summary>
    public static Task<Unit> Task { get; } = System.Threading.Tasks.Task.FromResult(default(Unit));

    /// <inheritdoc />
    public override string ToString() => "()";
}
