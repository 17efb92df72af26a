namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>A handler's input or result is not JSON of the declared type: Lambda reports it as the invocation's error.</summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message)
        : base(message) { }

    public JsonSerializerException(string message, Exception exception)
        : base(message, exception) { }
}
