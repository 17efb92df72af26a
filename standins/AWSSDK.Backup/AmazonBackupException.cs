using System.Net;
using Amazon.Runtime;

namespace Amazon.Backup;

/// <summary>Any error of AWS Backup; those that the service model names have a type of their own.</summary>
public class AmazonBackupException : AmazonServiceException
{
    public AmazonBackupException(string message)
        : base(message) { }

    public AmazonBackupException(string message, Exception innerException)
        : base(message, innerException) { }

    public AmazonBackupException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public AmazonBackupException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
