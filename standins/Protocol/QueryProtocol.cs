using System.Collections;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>AWS Query: form parameters out, XML in. RDS speaks it.</summary>
public sealed class QueryProtocol(string serviceName, string apiVersion, ErrorCatalog errors) : Protocol
{
    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Writer { get; } =
        new FormWriter(serviceName, apiVersion);

    protected override ResponseUnmarshaller Reader<TResponse>() => new XmlReader<TResponse>(errors);

    private sealed class FormWriter(string serviceName, string apiVersion)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, serviceName);
            request.Parameters["Action"] = OperationOf(input);
            request.Parameters["Version"] = apiVersion;
            Write(request.Parameters, "", input);
            return request;
        }

        private static void Write(IDictionary<string, string> form, string prefix, object structure)
        {
            foreach (var member in Member.Of(structure.GetType()))
            {
                var name = prefix + member.Name;
                switch (member.Get(structure))
                {
                    case null:
                        break;
                    case IList { Count: 0 }:
                        // A list that was set is sent, empty too.
                        form[name] = "";
                        break;
                    case IList list:
                        for (var i = 0; i < list.Count; i++)
                        {
                            WriteValue(form, $"{name}.{member.ItemName}.{i + 1}", list[i]);
                        }
                        break;
                    case var value:
                        WriteValue(form, name, value);
                        break;
                }
            }
        }

        private static void WriteValue(IDictionary<string, string> form, string name, object value)
        {
            if (Member.IsStructure(value.GetType()))
            {
                Write(form, name + ".", value);
                return;
            }

            form[name] = Scalar.Format(value);
        }
    }

    private sealed class XmlReader<TResponse>(ErrorCatalog errors) : XmlResponseUnmarshaller
        where TResponse : AmazonWebServiceResponse, new()
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var response = new TResponse();
            var root = XElement.Load(input.Stream);
            if (
                Child(root, root.Name.LocalName.Replace("Response", "Result", StringComparison.Ordinal)) is
                { } result
            )
            {
                Read(result, response);
            }

            response.ResponseMetadata = new ResponseMetadata
            {
                RequestId = Child(root, "ResponseMetadata") is { } data
                    ? Child(data, "RequestId")?.Value
                    : null,
            };
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext input,
            Exception innerException,
            HttpStatusCode statusCode
        )
        {
            XElement root = null;
            try
            {
                root = XElement.Load(input.Stream);
            }
            catch (XmlException)
            {
                // Not the service's answer, e.g. a proxy's page: the status is all there is.
            }

            var error = Child(root, "Error");
            return errors.Create(
                Child(error, "Code")?.Value,
                Child(error, "Message")?.Value,
                Child(error, "Type")?.Value switch
                {
                    "Sender" => ErrorType.Sender,
                    "Receiver" => ErrorType.Receiver,
                    _ => ErrorType.Unknown,
                },
                Child(root, "RequestId")?.Value,
                statusCode,
                innerException
            );
        }

        private static XElement Child(XElement parent, string name) =>
            parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

        private static void Read(XElement element, object structure)
        {
            foreach (var member in Member.Of(structure.GetType()))
            {
                if (Child(element, member.Name) is not { } found)
                {
                    continue;
                }

                if (!member.IsList)
                {
                    member.Set(structure, ReadValue(found, member.Type));
                    continue;
                }

                var list = member.NewList();
                foreach (var item in found.Elements().Where(item => item.Name.LocalName == member.ItemName))
                {
                    list.Add(ReadValue(item, member.Type));
                }

                // As officially: a list without elements stays null.
                member.Set(structure, list.Count == 0 ? null : list);
            }
        }

        private static object ReadValue(XElement element, Type type)
        {
            if (!Member.IsStructure(type))
            {
                return Scalar.Parse(element.Value, type);
            }

            var structure = Activator.CreateInstance(type);
            Read(element, structure);
            return structure;
        }
    }
}
