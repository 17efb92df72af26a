using System.Net;
using Amazon.Runtime;

namespace Relay.Aws;

/// <summary>Turns AWS's errors into the relay's: named after what to do.</summary>
internal static class AwsCall
{
    /// <summary>Makes a call; what the caller does not catch by type becomes a relay error.</summary>
    /// <param name="call">For people: operation, what it is about, where.</param>
    /// <param name="make">The call. Errors that have a meaning of their own are handled inside.</param>
    public static async Task<T> Make<T>(string call, Func<Task<T>> make)
    {
        try
        {
            return await make();
        }
        catch (AmazonServiceException e)
        {
            throw Translate(call, e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or TaskCanceledException)
        {
            throw new AwsUnavailableException(call, e.Message, e);
        }
    }

    /// <summary>Makes a call; <paramref name="whenGone"/> where AWS answers that what it is about is not there.</summary>
    public static Task<T> Make<T>(
        string call,
        Func<AmazonServiceException, bool> isGone,
        Func<Task<T>> make,
        T whenGone
    ) =>
        Make(
            call,
            async () =>
            {
                try
                {
                    return await make();
                }
                catch (AmazonServiceException e) when (isGone(e))
                {
                    return whenGone;
                }
            }
        );

    private static RelayException Translate(string call, AmazonServiceException e) =>
        e.ErrorCode switch
        {
            "Throttling"
            or "ThrottlingException"
            or "ThrottledException"
            or "RequestLimitExceeded"
            or "TooManyRequestsException"
            or "SlowDown" => new AwsThrottledException(call, e.Message),
            "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "NotAuthorized" =>
                new AwsAccessDeniedException(call, e.Message),
            // The next try gets new credentials.
            "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" => new AwsUnavailableException(
                call,
                e.Message,
                e
            ),
            _ when e.StatusCode >= HttpStatusCode.InternalServerError
                    || e.StatusCode is default(HttpStatusCode) => new AwsUnavailableException(
                call,
                $"{e.ErrorCode} {e.Message}",
                e
            ),
            _ => new AwsRefusedException(call, e.ErrorCode ?? "an error without a code", e.Message),
        };
}
