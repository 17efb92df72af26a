using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>How one service's requests are written and its answers read.</summary>
public abstract class Protocol
{
    private readonly ConcurrentDictionary<Type, InvokeOptions> options = new();

    /// <summary>Marshaller and unmarshaller for AWSSDK.Core's pipeline, made once for each kind of response.</summary>
    public InvokeOptions OptionsFor<TResponse>()
        where TResponse : AmazonWebServiceResponse, new() =>
        options.GetOrAdd(
            typeof(TResponse),
            _ => new InvokeOptions { RequestMarshaller = Writer, ResponseUnmarshaller = Reader<TResponse>() }
        );

    protected abstract IMarshaller<IRequest, AmazonWebServiceRequest> Writer { get; }

    protected abstract ResponseUnmarshaller Reader<TResponse>()
        where TResponse : AmazonWebServiceResponse, new();

    /// <summary>The operation that a request is for: its type is named after it, <c>CopyDBSnapshotRequest</c>.</summary>
    protected static string OperationOf(AmazonWebServiceRequest request) =>
        request.GetType().Name[..^"Request".Length];
}
