using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LocalCloud.Queues;

/// <summary>A message attribute as SQS sends it.</summary>
public sealed record QueueAttribute(string Name, string DataType, string Value);

/// <summary>The MD5 digests that SDKs compare after a receive (SQS Developer Guide, "Calculating the MD5 message digest for message attributes").</summary>
public static class QueueDigest
{
    /// <summary>Of a message body, in hexadecimal.</summary>
    public static string OfBody(string body) => Hex(Encoding.UTF8.GetBytes(body));

    /// <summary>Of message attributes, which must be sorted by name.</summary>
    public static string OfAttributes(IEnumerable<QueueAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        using var buffer = new MemoryStream();
        foreach (var attribute in attributes)
        {
            Write(buffer, attribute.Name);
            Write(buffer, attribute.DataType);
            buffer.WriteByte(1); // a string value
            Write(buffer, attribute.Value);
        }

        return Hex(buffer.ToArray());
    }

    private static void Write(MemoryStream buffer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        buffer.Write(length);
        buffer.Write(bytes);
    }

#pragma warning disable CA5351 // SQS's protocol says MD5.
    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
