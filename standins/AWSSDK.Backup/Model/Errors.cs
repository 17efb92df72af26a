using System.Net;
using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup.Model;

// The errors of the operations here, as the service model names them. Every other code comes as AmazonBackupException.

[ErrorCode("AlreadyExistsException")]
public class AlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Arn { get; set; }
    public string Code { get; set; }
    public string Context { get; set; }
    public string CreatorRequestId { get; set; }
    public string Type { get; set; }
}

[ErrorCode("DependencyFailureException")]
public class DependencyFailureException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("InvalidParameterValueException")]
public class InvalidParameterValueException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("InvalidRequestException")]
public class InvalidRequestException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("LimitExceededException")]
public class LimitExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("MissingParameterValueException")]
public class MissingParameterValueException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("ResourceNotFoundException")]
public class ResourceNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}

[ErrorCode("ServiceUnavailableException")]
public class ServiceUnavailableException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonBackupException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    public string Code { get; set; }
    public string Context { get; set; }
    public string Type { get; set; }
}
