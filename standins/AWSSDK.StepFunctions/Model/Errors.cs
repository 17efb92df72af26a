using System.Net;
using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.StepFunctions.Model;

// The errors that the operations here share or that are looked at by type. Every other code, ValidationException and
// those of KMS among them, comes as AmazonStepFunctionsException.

[ErrorCode("ExecutionAlreadyExists")]
public class ExecutionAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("ExecutionDoesNotExist")]
public class ExecutionDoesNotExistException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("ExecutionLimitExceeded")]
public class ExecutionLimitExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidArn")]
public class InvalidArnException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidExecutionInput")]
public class InvalidExecutionInputException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidName")]
public class InvalidNameException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidToken")]
public class InvalidTokenException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("StateMachineDeleting")]
public class StateMachineDeletingException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("StateMachineDoesNotExist")]
public class StateMachineDoesNotExistException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("StateMachineTypeNotSupported")]
public class StateMachineTypeNotSupportedException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonStepFunctionsException(message, innerException, errorType, errorCode, requestId, statusCode);
