namespace Compressor.Generators.Tests.JsonReader;

/// <summary>Events as AWS documents them, with the properties in the names and forms that the services send.</summary>
internal static class EventSamples
{
    public const string S3 =
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventTime":"2026-01-31T23:59:59.123Z",
        "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},
        "requestParameters":{"sourceIPAddress":"192.0.2.1"},
        "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S"},
        "s3":{"s3SchemaVersion":"1.0","configurationId":"c","bucket":{"name":"incoming","ownerIdentity":{"principalId":"A3NL"},
        "arn":"arn:aws:s3:::incoming"},"object":{"key":"a+b%2F%C3%A9.json","size":10485760,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
        "versionId":"096fKKXTRTtl3on89fVO","sequencer":"0055AED6DCD90281E5"}}}]}
        """;

    public const string Sqs =
        """
        {"Records":[{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body":"{\"id\":5}","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183",
        "SenderId":"AIDAIENQZJOLO23YVJ4VO"},
        "messageAttributes":{"kind":{"stringValue":"order","binaryValue":null,"stringListValues":[],"binaryListValues":[],
        "dataType":"String"},
        "blob":{"binaryValue":"AQID","dataType":"Binary"}},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs",
        "eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:orders","awsRegion":"us-east-2"}]}
        """;

    public const string Sns =
        """
        {"Records":[{"EventVersion":"1.0","EventSubscriptionArn":"arn:aws:sns:us-east-2:123456789012:t:21be56ed","EventSource":"aws:sns",
        "Sns":{"SignatureVersion":"1","Timestamp":"2026-01-02T12:45:07.000Z","Signature":"EXAMPLE","MessageId":"95df01b4",
        "Message":"Hello from SNS!","MessageAttributes":{"Test":{"Type":"String","Value":"TestString"}},"Type":"Notification",
        "TopicArn":"arn:aws:sns:us-east-2:123456789012:t","Subject":null}}]}
        """;

    public const string EventBridge =
        """
        {"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"EC2 Instance State-change Notification",
        "source":"aws.ec2",
        "account":"123456789012","time":"2026-01-11T21:29:54Z","region":"us-east-1",
        "resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],"detail":{"instance-id":"i-abcd1111","state":"pending"}}
        """;

    public const string Kinesis =
        """
        {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"49590338271490256608559692538361571095",
        "data":"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis",
        "eventVersion":"1.0",
        "eventID":"shardId-000000000006:49590338271490256608559692538361571095921575989136588898","eventName":"aws:kinesis:record",
        "invokeIdentityArn":"arn:aws:iam::123456789012:role/r","awsRegion":"us-east-2","eventSourceARN":"arn:aws:kinesis:us-east-2:1:s"}]}
        """;

    public const string DynamoDb =
        """
        {"Records":[{"eventID":"c4ca4238a0b923820dcc509a6f75849b","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb",
        "awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":1479499740,"Keys":{"Id":{"N":"101"}},
        "NewImage":{"Message":{"S":"New item!"},"Id":{"N":"101"},"Flag":{"BOOL":true},"Blob":{"B":"AQID"},"Set":{"SS":["a","b"]},
        "Map":{"M":{"Inner":{"L":[{"S":"x"},{"NULL":true}]}}}},"SequenceNumber":"4421584500000000017450439091","SizeBytes":26,
        "StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:us-east-1:123456789012:table/t"}]}
        """;

    public const string ApiGatewayV2 =
        """
        {"version":"2.0","routeKey":"POST /orders","rawPath":"/orders","rawQueryString":"a=1&b=2","cookies":["cookie1","cookie2"],
        "headers":{"Content-Type":"application/json","X-Forwarded-For":"192.0.2.1"},"queryStringParameters":{"a":"1","b":"2"},
        "requestContext":{"accountId":"123456789012","apiId":"api-id","authorizer":{"lambda":{"user":"u","level":3,"roles":["a"],
        "none":null}},
        "domainName":"id.execute-api.us-east-1.amazonaws.com","http":{"method":"POST","path":"/orders","protocol":"HTTP/1.1",
        "sourceIp":"192.0.2.1","userAgent":"agent"},"requestId":"id","routeKey":"POST /orders","stage":"$default",
        "time":"12/Mar/2026:19:03:58 +0000","timeEpoch":1583348638390},"body":"{\"text\":\"h\u00e9llo\"}","isBase64Encoded":false}
        """;

    public const string Alb =
        """
        {"requestContext":{"elb":{"targetGroupArn":"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/lambda/abc"}},
        "httpMethod":"GET","path":"/lambda","multiValueHeaders":{"accept":["text/html","*/*"],"cookie":["a=1"]},
        "body":"","isBase64Encoded":false}
        """;
}
