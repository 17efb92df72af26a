using System.Net;
using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

// The errors of the operations here, as the service model names them. Every other code comes as AmazonRDSException.

[ErrorCode("CustomAvailabilityZoneNotFound")]
public class CustomAvailabilityZoneNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBClusterAlreadyExistsFault")]
public class DBClusterAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBClusterNotFoundFault")]
public class DBClusterNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBClusterQuotaExceededFault")]
public class DBClusterQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBClusterSnapshotAlreadyExistsFault")]
public class DBClusterSnapshotAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBClusterSnapshotNotFoundFault")]
public class DBClusterSnapshotNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBInstanceAlreadyExists")]
public class DBInstanceAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBInstanceNotFound")]
public class DBInstanceNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBSnapshotAlreadyExists")]
public class DBSnapshotAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("DBSnapshotNotFound")]
public class DBSnapshotNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InstanceQuotaExceeded")]
public class InstanceQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidDBClusterSnapshotStateFault")]
public class InvalidDBClusterSnapshotStateException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidDBClusterStateFault")]
public class InvalidDBClusterStateException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidDBInstanceState")]
public class InvalidDBInstanceStateException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidDBSnapshotState")]
public class InvalidDBSnapshotStateException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("InvalidOptionGroupStateFault")]
public class InvalidOptionGroupStateException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("KMSKeyNotAccessibleFault")]
public class KMSKeyNotAccessibleException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("OptionGroupAlreadyExistsFault")]
public class OptionGroupAlreadyExistsException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("OptionGroupNotFoundFault")]
public class OptionGroupNotFoundException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("OptionGroupQuotaExceededFault")]
public class OptionGroupQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("SharedSnapshotQuotaExceeded")]
public class SharedSnapshotQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("SnapshotQuotaExceeded")]
public class SnapshotQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);

[ErrorCode("StorageQuotaExceeded")]
public class StorageQuotaExceededException(
    string message,
    Exception innerException = null,
    ErrorType errorType = default,
    string errorCode = null,
    string requestId = null,
    HttpStatusCode statusCode = default
) : AmazonRDSException(message, innerException, errorType, errorCode, requestId, statusCode);
