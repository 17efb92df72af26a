using System.Text.Json;

namespace LambdaHost;

/// <summary>An exception as Lambda reports it: <c>{errorType, errorMessage, stackTrace, cause}</c>, the type by its short name.</summary>
internal static class ErrorReport
{
    public static byte[] Of(Exception exception)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, exception);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject();
        json.WriteString("errorType", exception.GetType().Name);
        json.WriteString("errorMessage", exception.Message);
        json.WriteStartArray("stackTrace");
        foreach (
            var line in (exception.StackTrace ?? "").Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        if (exception.InnerException is { } inner)
        {
            json.WritePropertyName("cause");
            Write(json, inner);
        }

        json.WriteEndObject();
    }
}
