using System.Net;
using System.Reflection;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>
/// The exceptions of one service: the type for each error code that is modelled, and the service's base type for every
/// other code (<c>InvalidParameterValue</c>, <c>AccessDenied</c>, <c>Throttling</c>, …), as the official clients do.
/// </summary>
public sealed class ErrorCatalog(Type serviceException)
{
    private readonly Dictionary<string, Type> types = serviceException
        .Assembly.GetTypes()
        .Where(serviceException.IsAssignableFrom)
        .Select(type => (type, code: type.GetCustomAttribute<ErrorCodeAttribute>()?.Code))
        .Where(entry => entry.code is not null)
        .ToDictionary(entry => entry.code, entry => entry.type, StringComparer.Ordinal);

    public AmazonServiceException Create(
        string code,
        string message,
        ErrorType type,
        string requestId,
        HttpStatusCode status,
        Exception inner
    ) =>
        (AmazonServiceException)
            Activator.CreateInstance(
                types.GetValueOrDefault(code ?? "", serviceException),
                message ?? $"The service answered {(int)status} without an error that can be read.",
                inner,
                type,
                code,
                requestId,
                status
            );

    /// <summary>What the clients throw for a request that cannot be sent: without a member of its path, it has no address.</summary>
    public Exception Incomplete(string member) =>
        (Exception)
            Activator.CreateInstance(
                serviceException,
                $"Request object does not have required field {member} set"
            );
}
